package dev.maestro.api.upstream;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Decodes server-sent events from bytes cut anywhere. Lines end with LF, CRLF or CR, mixed as they
 * like; comments and unknown fields are passed over; a byte order mark is ignored. An event larger
 * than the limit fails with {@link ErrorKind#MALFORMED}. One decoder per stream; not thread-safe.
 *
 * <p>Source: WHATWG HTML, section Server-sent events. One addition: a line that opens with a brace
 * or bracket, or continues such a line, is kept as {@link #stray()}, because Gemini may send an
 * error as bare JSON in the middle of an event stream.
 */
public final class SseDecoder {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** What a line may begin with in a well-formed stream; a comment's name is empty. */
  private static final Set<String> FIELDS = Set.of("data", "event", "id", "retry", "");

  private final int limit;
  private final Line line = new Line();
  private final StringBuilder data = new StringBuilder();
  private final StringBuilder stray = new StringBuilder();
  private String name;
  private boolean hasData;
  private boolean first = true;
  private boolean afterReturn;
  private int size;

  /** A decoder that takes events of up to this many bytes. */
  public SseDecoder(int limit) {
    this.limit = limit;
  }

  /** Takes the next bytes and hands on each event that they complete. */
  public void feed(Buffer bytes, Consumer<SseEvent> events) {
    byte[] chunk = bytes.getBytes();
    int from = 0;
    for (int at = 0; at < chunk.length; at++) {
      byte b = chunk[at];
      if (b == '\n' && afterReturn) {
        afterReturn = false;
        from = at + 1;
      } else if (b == '\n' || b == '\r') {
        keep(chunk, from, at);
        from = at + 1;
        afterReturn = b == '\r';
        endLine(events);
      } else {
        afterReturn = false;
      }
    }
    keep(chunk, from, chunk.length);
  }

  /** The stream is over: hands on an event that only lacks its blank line. */
  public void end(Consumer<SseEvent> events) {
    if (line.size() > 0) {
      endLine(events);
    }
    dispatch(events);
  }

  /** Text outside any event that looked like JSON; empty where there was none. */
  public String stray() {
    return stray.toString();
  }

  private void keep(byte[] chunk, int from, int to) {
    if (to > from) {
      size += to - from;
      if (size > limit) {
        throw ProviderException.of(
            ErrorKind.MALFORMED, "The vendor sent a stream event larger than " + limit + " bytes.");
      }
      line.write(chunk, from, to - from);
    }
  }

  private void endLine(Consumer<SseEvent> events) {
    int length = line.size();
    String text = line.take(first);
    first = false;
    if (text.isEmpty()) {
      dispatch(events);
      return;
    }
    char start = text.charAt(0);
    int colon = text.indexOf(':');
    String field = colon < 0 ? text : text.substring(0, colon);
    if (start == '{' || start == '[' || (!stray.isEmpty() && !FIELDS.contains(field))) {
      stray.append(text).append('\n');
      return;
    }
    String value =
        colon < 0 ? "" : text.substring(colon + (text.startsWith(" ", colon + 1) ? 2 : 1));
    if (field.equals("data")) {
      if (hasData) {
        data.append('\n');
      }
      data.append(value);
      hasData = true;
    } else if (field.equals("event")) {
      name = value;
    } else {
      size -= length;
    }
  }

  private void dispatch(Consumer<SseEvent> events) {
    String text = data.toString();
    String of = name;
    boolean complete = hasData && !text.isEmpty();
    data.setLength(0);
    name = null;
    hasData = false;
    size = stray.length();
    if (complete) {
      events.accept(new SseEvent(of == null || of.isEmpty() ? null : of, text));
    }
  }

  /** The bytes of an unfinished line. */
  private static final class Line extends ByteArrayOutputStream {
    String take(boolean first) {
      int skip =
          first && count >= 3 && buf[0] == MARK[0] && buf[1] == MARK[1] && buf[2] == MARK[2]
              ? 3
              : 0;
      String text = new String(buf, skip, count - skip, StandardCharsets.UTF_8);
      reset();
      return text;
    }
  }
}
