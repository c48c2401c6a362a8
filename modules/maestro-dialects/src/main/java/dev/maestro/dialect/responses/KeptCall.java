package dev.maestro.dialect.responses;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.dialect.AnswerKeeping;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.util.regex.Pattern;

/** What is asked of the vendor about an answer that it keeps, on its way to the provider. */
public record KeptCall(AnswerKeeping.Asked asked) {
  /** What the vendor makes; anything else in a path could lead elsewhere. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,200}");

  private static final Pattern PART = Pattern.compile("[a-z_]*");

  /** Reads what {@link #write} wrote. */
  public static KeptCall read(Buffer body) {
    Json json = Json.parse(body);
    return new KeptCall(
        new AnswerKeeping.Asked(
            json.isTrue("delete"),
            json.textOrEmpty("id"),
            json.textOrEmpty("part"),
            json.text("query")));
  }

  /** As bytes. */
  public Buffer write() {
    return Json.bytes(
        Json.object()
            .put("delete", asked.delete())
            .put("id", asked.id())
            .put("part", asked.part())
            .put("query", asked.query()));
  }

  /** The path and query at the vendor, after its base URL. */
  public String path() {
    String query = asked.query() == null ? "" : "?" + asked.query();
    return "/responses/" + segment() + query;
  }

  private String segment() {
    if (!ID.matcher(asked.id()).matches() || !PART.matcher(asked.part()).matches()) {
      throw ProviderException.of(ErrorKind.NOT_FOUND, "There is no such answer.");
    }
    return asked.id() + (asked.part().isEmpty() ? "" : "/" + asked.part());
  }
}
