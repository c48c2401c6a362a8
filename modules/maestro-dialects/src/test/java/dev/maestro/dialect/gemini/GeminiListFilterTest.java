package dev.maestro.dialect.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.RawFilter;
import dev.maestro.dialect.RequestHead;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeminiListFilterTest {
  private static final RequestHead LIST = RequestHead.of("m", RequestHead.Form.LIST);
  private static final String ONE = "{\"a\" : \"ü 東京\", \"n\":1.50}";
  private static final String TWO = "{\"b\":\"\\u00fc\\n\"}";
  private static final ErrorFacts BROKEN = ErrorFacts.of(ErrorKind.TRUNCATED, "It broke.");
  private final GeminiClient client = new GeminiClient();

  private static List<Buffer> cut(Buffer bytes, int size) {
    List<Buffer> pieces = new ArrayList<>();
    for (int at = 0; at < bytes.length(); at += size) {
      pieces.add(bytes.slice(at, Math.min(bytes.length(), at + size)));
    }
    return pieces;
  }

  private static String filtered(RawFilter filter, String stream, int size) {
    Buffer out = Buffer.buffer();
    cut(Buffer.buffer(stream), size).forEach(piece -> out.appendBuffer(filter.filter(piece)));
    return out.toString(StandardCharsets.UTF_8);
  }

  private String list(String stream) {
    String whole = null;
    for (int size = 1; size <= stream.length() + 1; size++) {
      RawFilter filter = client.rawFilter(LIST);
      String list = filtered(filter, stream, size) + filter.end();
      assertThat(whole == null ? list : whole).as("cut every " + size).isEqualTo(list);
      whole = list;
    }
    return whole;
  }

  @Test
  void theEventsDataBecomeAListByteForByteHoweverTheyAreCut() {
    for (String end : List.of("\n", "\r\n", "\r")) {
      String gap = end + end;
      assertThat(
              list("data: " + ONE + gap + ": note" + gap + "event: x" + end + "data:" + TWO + gap))
          .isEqualTo("[" + ONE + ",\r\n" + TWO + "]");
    }
    assertThat(list("data: {\"a\":\ndata: 1}\n\n")).isEqualTo("[{\"a\":\n1}]");
    assertThat(list("data: {\"a\":1}")).isEqualTo("[{\"a\":1}]");
    assertThat(list("data:\n\n")).isEqualTo("[]");
  }

  @Test
  void anErrorOutsideAnyEventIsAnElementToo() {
    assertThat(list("data: {\"a\":1}\n\n{\n \"error\": {\"code\": 503}\n}\n"))
        .isEqualTo("[{\"a\":1},\r\n{  \"error\": {\"code\": 503} }]");
    assertThat(Json.parse(list("[{\"a\":1},\n{\"b\":2}]")))
        .isEqualTo(Json.parse("[{\"a\":1},{\"b\":2}]"));
  }

  @Test
  void aStreamThatBreaksOffIsAWellFormedListThatEndsWithTheError() {
    String stream = "data: " + ONE + "\n\ndata: " + TWO + "\n\ndata: {\"never whole";
    for (int to = 0; to < stream.length(); to++) {
      RawFilter filter = client.rawFilter(LIST);
      String list =
          filtered(filter, stream.substring(0, to), 7) + filter.broken() + filter.fail(BROKEN);
      List<Json> elements = Json.parse(list).list();
      assertThat(elements.getLast().at("error").text("message")).isEqualTo("It broke.");
      assertThat(elements.subList(0, elements.size() - 1))
          .isEqualTo(List.of(Json.parse(ONE), Json.parse(TWO)).subList(0, elements.size() - 1));
    }
  }

  @Test
  void dataThatIsNoObjectDoesNotSpoilTheList() {
    assertThat(list("data: {\"a\":1}\n\ndata: {\"b\"\n\ndata: [1]\n\n")).isEqualTo("[{\"a\":1}]");
  }

  @Test
  void whatFillsASilenceIsNeitherAnEventNorAnElement() {
    RawFilter filter = client.rawFilter(LIST);
    String list =
        filter.ping()
            + filtered(filter, "data: {}\n\n", 100)
            + filter.ping()
            + filtered(filter, "data: {}\n\n", 100)
            + filter.ping()
            + filter.end();
    assertThat(Json.parse(list).list()).hasSize(2);
    RawFilter events = client.rawFilter(RequestHead.of("m", RequestHead.Form.EVENTS));
    assertThat(events.ping().toString()).isBlank();
    assertThat(events.filter(Buffer.buffer("x")).toString()).isEqualTo("x");
    assertThat(events.fail(BROKEN).toString()).startsWith("data: {\"error\":").endsWith("\r\n\r\n");
  }
}
