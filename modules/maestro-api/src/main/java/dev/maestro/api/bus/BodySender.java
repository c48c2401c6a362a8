package dev.maestro.api.bus;

import dev.maestro.api.bus.StreamControl.BodyChunk;
import dev.maestro.api.bus.StreamControl.Command;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/**
 * Sends a body that was too large for the open, in chunks, as far as the other node gives credits
 * for.
 */
final class BodySender {
  private final Consumer<Command> out;
  private final int chunk;
  private Buffer body;
  private int sent;
  private int number;

  BodySender(StreamCall call, StreamLimits limits, Consumer<Command> out) {
    this.out = out;
    this.chunk = limits.openBytes();
    Buffer whole = call.body();
    this.body = whole.length() > limits.openBytes() ? whole : null;
  }

  void more(int credits) {
    for (int n = 0; n < credits && body != null; n++) {
      int to = Math.min(body.length(), sent + chunk);
      boolean last = to == body.length();
      out.accept(new BodyChunk(number++, body.getBuffer(sent, to), last));
      sent = to;
      if (last) {
        body = null;
      }
    }
  }
}
