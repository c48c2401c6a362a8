package dev.maestro.dialect.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.provider.StreamReader;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.api.provider.Written;
import dev.maestro.dialect.CountingWire;
import dev.maestro.dialect.Json;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The provider's side of Gemini's generateContent. The model and the wish for a stream stand in the
 * URL, not in the body.
 */
public final class GeminiWire implements WireDialect {
  /** Its name. */
  public static final Dialect DIALECT = new Dialect("gemini-generate-content");

  private static final Pattern MASK = Pattern.compile("(^|&)[$]?fields=.");

  /** The one way to make it; it holds nothing. */
  public GeminiWire() {}

  /** The wire of {@code countTokens}. */
  public static WireDialect counting() {
    return new CountingWire(new GeminiWire(), GeminiWire::counted, "totalTokens");
  }

  /** Instructions and tools are counted only where the whole request is given, model included. */
  private static ObjectNode counted(ChatRequest request, ObjectNode body) {
    String model = request.model();
    boolean inFolder = model.startsWith("models/") || model.startsWith("tunedModels/");
    ObjectNode counted = Json.object();
    counted
        .putObject("generateContentRequest")
        .put("model", inFolder ? model : "models/" + model)
        .setAll(body);
    return counted;
  }

  @Override
  public Dialect dialect() {
    return DIALECT;
  }

  @Override
  public Written write(ChatRequest request, boolean stream) {
    Set<Warning> warnings = new LinkedHashSet<>();
    return new Written(
        Json.bytes(new GeminiRequest(request, warnings).write()), List.copyOf(warnings));
  }

  @Override
  public StreamReader reader() {
    return new GeminiReader();
  }

  @Override
  public List<StreamEvent> readWhole(Buffer body) {
    return new GeminiReader().whole(body);
  }

  @Override
  public ErrorFacts readError(int status, Map<String, String> headers, Buffer body) {
    return GeminiErrors.answered(status, headers, body);
  }

  @Override
  public boolean isClientHeader(String name) {
    return name.equals("retry-after");
  }

  /** A mask of fields may leave the finish reason out. */
  @Override
  public boolean leavesOut(String query) {
    return MASK.matcher(query).find();
  }
}
