package dev.maestro.dialect.gemini;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ProviderException;
import dev.maestro.dialect.HeadScan;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.RawFilter;
import io.vertx.core.buffer.Buffer;

/**
 * Makes a list of the vendor's events: their data, byte for byte. The vendor is always asked for
 * events, since those can be read while they come. Only whole ones go on, so the list is well
 * formed wherever the stream breaks.
 */
final class GeminiListFilter implements RawFilter {
  private static final String DATA = "data:";

  private final GeminiFrames frames = GeminiFrames.list();
  private Buffer line = Buffer.buffer();
  private Buffer data;
  private Buffer outside = Buffer.buffer();
  private boolean afterReturn;

  @Override
  public Buffer filter(Buffer chunk) {
    Buffer out = Buffer.buffer();
    int from = 0;
    for (int at = 0; at < chunk.length(); at++) {
      byte b = chunk.getByte(at);
      if (b == '\n' && afterReturn) {
        from = at + 1;
      } else if (b == '\n' || b == '\r') {
        line.appendBuffer(chunk, from, at - from);
        from = at + 1;
        endLine(out);
      }
      afterReturn = b == '\r';
    }
    line.appendBuffer(chunk, from, chunk.length() - from);
    return out;
  }

  @Override
  public Buffer end() {
    Buffer out = Buffer.buffer();
    if (line.length() > 0) {
      endLine(out);
    }
    dispatch(out);
    Json told = Json.tolerant(outside.toString());
    if (told.isList() && !frames.any()) {
      return outside; // the vendor gave a list although it was asked for events
    }
    if (told.isObject()) {
      out.appendBuffer(frames.element(Json.bytes(told.node())));
    }
    return out.appendBuffer(frames.close());
  }

  @Override
  public Buffer broken() {
    return Buffer.buffer();
  }

  @Override
  public Buffer fail(ErrorFacts error) {
    return frames.element(new GeminiClient().writeError(error)).appendBuffer(frames.close());
  }

  @Override
  public Buffer ping() {
    return GeminiFrames.ping();
  }

  private void endLine(Buffer out) {
    Buffer ended = line;
    line = Buffer.buffer();
    if (ended.length() == 0) {
      dispatch(out);
    } else if (begins(ended, DATA)) {
      boolean blank = ended.length() > DATA.length() && ended.getByte(DATA.length()) == ' ';
      int from = DATA.length() + (blank ? 1 : 0);
      data = data == null ? Buffer.buffer() : data.appendByte((byte) '\n');
      data.appendBuffer(ended, from, ended.length() - from);
    } else if (outside.length() > 0 || begins(ended, "{") || begins(ended, "[")) {
      outside.appendBuffer(ended).appendByte((byte) '\n');
    }
  }

  /** What is no JSON would spoil the list; that the vendor broke the format is said at its end. */
  private void dispatch(Buffer out) {
    if (data != null && data.length() > 0 && isObject(data)) {
      out.appendBuffer(frames.element(data));
    }
    data = null;
  }

  private static boolean isObject(Buffer json) {
    try {
      HeadScan.object(json);
      return true;
    } catch (ProviderException malformed) {
      return false;
    }
  }

  private static boolean begins(Buffer line, String with) {
    return line.length() >= with.length() && line.getString(0, with.length()).equals(with);
  }
}
