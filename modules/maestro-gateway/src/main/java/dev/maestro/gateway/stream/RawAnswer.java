package dev.maestro.gateway.stream;

import dev.maestro.api.bus.FrameBody;
import dev.maestro.dialect.ClientDialect;
import dev.maestro.dialect.RawFilter;
import dev.maestro.dialect.RequestHead;
import io.vertx.core.buffer.Buffer;

/** The vendor's bytes as they came. */
public final class RawAnswer implements AnswerWriter {
  private final RawFilter filter;
  private final boolean events;
  private int newlines = 2;

  /** For one request. */
  public RawAnswer(ClientDialect client, RequestHead head) {
    this.filter = client.rawFilter(head);
    this.events = head.form() == RequestHead.Form.EVENTS;
  }

  @Override
  public Buffer data(FrameBody.Data data) {
    return noted(filter.filter(data.raw()));
  }

  @Override
  public Buffer finished(FrameBody.Finished last) {
    return filter.end();
  }

  /** What the vendor said itself has passed already; only our own words are added. */
  @Override
  public Buffer failed(FrameBody.Failed last) {
    if (last.error().fromVendor()) {
      return filter.end();
    }
    Buffer rest = noted(filter.broken().copy());
    return rest.appendString(isBetweenEvents() ? "" : "\n\n")
        .appendBuffer(filter.fail(last.error()));
  }

  @Override
  public Buffer ping() {
    return isBetweenEvents() ? filter.ping() : Buffer.buffer();
  }

  /** Where the events are framed in another way, the filter hands on whole ones alone. */
  private boolean isBetweenEvents() {
    return !events || newlines >= 2;
  }

  private Buffer noted(Buffer bytes) {
    for (int at = Math.max(0, bytes.length() - 4); at < bytes.length(); at++) {
      switch (bytes.getByte(at)) {
        case '\n' -> newlines++;
        case '\r' -> {}
        default -> newlines = 0;
      }
    }
    return bytes;
  }
}
