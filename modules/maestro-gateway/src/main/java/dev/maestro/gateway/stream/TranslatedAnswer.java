package dev.maestro.gateway.stream;

import dev.maestro.api.bus.FrameBody;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.dialect.StreamWriter;
import io.vertx.core.buffer.Buffer;

/** Neutral events in the client's dialect. */
public final class TranslatedAnswer implements AnswerWriter {
  private final StreamWriter writer;

  /** With a writer of its own. */
  public TranslatedAnswer(StreamWriter writer) {
    this.writer = writer;
  }

  @Override
  public Buffer data(FrameBody.Data data) {
    Buffer bytes = Buffer.buffer();
    for (StreamEvent event : data.events()) {
      bytes.appendBuffer(writer.write(event));
    }
    return bytes;
  }

  @Override
  public Buffer finished(FrameBody.Finished last) {
    return writer.end(last.event(), last.usage());
  }

  @Override
  public Buffer failed(FrameBody.Failed last) {
    return writer.fail(last.error(), last.usage());
  }

  @Override
  public Buffer ping() {
    return writer.ping();
  }
}
