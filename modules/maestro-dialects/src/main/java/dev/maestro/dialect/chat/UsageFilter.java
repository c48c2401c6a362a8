package dev.maestro.dialect.chat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.RawFilter;
import io.vertx.core.buffer.Buffer;
import java.util.function.Function;

/**
 * Removes the chunk that holds nothing but usage. Works on whole events, which are all a client can
 * use; an event too large to be that chunk passes as it comes.
 */
final class UsageFilter implements RawFilter {
  private static final int LARGEST = 64 << 10;

  private final Function<ErrorFacts, Buffer> error;
  private Buffer event = Buffer.buffer();
  private boolean lineIsEmpty = true;
  private boolean passing;

  UsageFilter(Function<ErrorFacts, Buffer> error) {
    this.error = error;
  }

  @Override
  public Buffer filter(Buffer chunk) {
    Buffer out = Buffer.buffer(chunk.length());
    int from = 0;
    for (int at = 0; at < chunk.length(); at++) {
      byte b = chunk.getByte(at);
      if (b == '\n' && lineIsEmpty) {
        event.appendBuffer(chunk, from, at + 1 - from);
        from = at + 1;
        endEvent(out);
      } else if (b == '\n') {
        lineIsEmpty = true;
      } else if (b != '\r') {
        lineIsEmpty = false;
      }
    }
    event.appendBuffer(chunk, from, chunk.length() - from);
    if (passing || event.length() > LARGEST) {
      passing = true;
      out.appendBuffer(event);
      event = Buffer.buffer();
    }
    return out;
  }

  @Override
  public Buffer end() {
    Buffer rest = event;
    event = Buffer.buffer();
    return isUsage(rest) ? Buffer.buffer() : rest;
  }

  @Override
  public Buffer fail(ErrorFacts facts) {
    return error.apply(facts);
  }

  private void endEvent(Buffer out) {
    if (passing || !isUsage(event)) {
      out.appendBuffer(event);
    }
    passing = false;
    event = Buffer.buffer();
  }

  private static boolean isUsage(Buffer event) {
    String text = event.toString().strip();
    if (!text.startsWith("data:") || !text.contains("\"usage\"")) {
      return false;
    }
    Json chunk = Json.tolerant(text.substring("data:".length()));
    return chunk.at("usage").isObject()
        && chunk.at("choices").isList()
        && chunk.list("choices").isEmpty();
  }
}
