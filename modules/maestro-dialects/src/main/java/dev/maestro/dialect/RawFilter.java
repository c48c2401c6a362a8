package dev.maestro.dialect;

import dev.maestro.api.ErrorFacts;
import io.vertx.core.buffer.Buffer;
import java.util.function.Function;

/**
 * What happens to a passed-through stream on its way: nothing, or what the client did not ask for
 * is taken out, or the events are framed in another way. One per stream.
 */
public interface RawFilter {
  /** What of these bytes goes on to the client now; may be empty. */
  Buffer filter(Buffer chunk);

  /** What was held back when the stream ended, and what closes it. */
  Buffer end();

  /** What was held back when the stream broke off; {@link #fail} follows. */
  default Buffer broken() {
    return end();
  }

  /** What tells the client, after {@link #broken}, that the stream broke off between two events. */
  Buffer fail(ErrorFacts error);

  /** What may be said in a silence between two events. */
  default Buffer ping() {
    return Buffer.buffer(": ping\n\n");
  }

  /** A filter that lets everything pass. */
  static RawFilter identity(Function<ErrorFacts, Buffer> error) {
    return identity(error, Buffer.buffer(": ping\n\n"));
  }

  /**
   * The same where silences are filled in another way.
   *
   * @param ping what may stand between two events
   */
  static RawFilter identity(Function<ErrorFacts, Buffer> error, Buffer ping) {
    return new RawFilter() {
      @Override
      public Buffer filter(Buffer chunk) {
        return chunk;
      }

      @Override
      public Buffer end() {
        return Buffer.buffer();
      }

      @Override
      public Buffer fail(ErrorFacts facts) {
        return error.apply(facts);
      }

      @Override
      public Buffer ping() {
        return ping;
      }
    };
  }
}
