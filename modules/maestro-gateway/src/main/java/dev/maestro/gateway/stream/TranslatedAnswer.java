package dev.maestro.gateway.stream;

import dev.maestro.api.bus.FrameBody;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.dialect.StreamWriter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Neutral events in the client's dialect. */
public final class TranslatedAnswer implements AnswerWriter {
  private final StreamWriter writer;
  private final Function<Supplier<Buffer>, Future<Void>> keeper;
  private Future<Void> settled = Future.succeededFuture();

  /**
   * With a writer of its own.
   *
   * @param keeper keeps the whole answer, put together where it asks, before the client hears of
   *     the end
   */
  public TranslatedAnswer(StreamWriter writer, Function<Supplier<Buffer>, Future<Void>> keeper) {
    this.writer = writer;
    this.keeper = keeper;
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
    Buffer end = writer.end(last.event(), last.usage());
    settled = keeper.apply(writer::whole);
    return end;
  }

  @Override
  public Future<Void> settled() {
    return settled;
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
