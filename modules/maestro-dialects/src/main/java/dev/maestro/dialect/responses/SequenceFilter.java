package dev.maestro.dialect.responses;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.maestro.api.ErrorFacts;
import dev.maestro.dialect.RawFilter;
import io.vertx.core.buffer.Buffer;
import java.util.function.BiFunction;

/**
 * Lets everything pass, and remembers the number of the last event, so that an event of our own has
 * the next one. Inside a text the name's quotes are escaped, so that a text is not taken for it.
 */
final class SequenceFilter implements RawFilter {
  private static final byte[] NAME = "\"sequence_number\"".getBytes(US_ASCII);
  private static final long LARGEST = Long.MAX_VALUE / 10 - 1;

  private final BiFunction<ErrorFacts, Long, Buffer> error;
  private int matched;
  private long reading = -1;
  private long last = -1;

  /**
   * For one stream.
   *
   * @param error what says, with its number, that the stream broke off
   */
  SequenceFilter(BiFunction<ErrorFacts, Long, Buffer> error) {
    this.error = error;
  }

  @Override
  public Buffer filter(Buffer chunk) {
    for (int at = 0; at < chunk.length(); at++) {
      byte b = chunk.getByte(at);
      if (matched < NAME.length) {
        matched = b == NAME[matched] ? matched + 1 : b == NAME[0] ? 1 : 0;
      } else {
        value(b);
      }
    }
    return chunk;
  }

  /** After the name: a colon and blanks, digits, and what ends them. */
  private void value(byte b) {
    if (b >= '0' && b <= '9' && reading < LARGEST) {
      reading = Math.max(0, reading) * 10 + (b - '0');
    } else if (reading >= 0 || (b != ':' && b != ' ')) {
      last = Math.max(last, reading);
      reading = -1;
      matched = b == NAME[0] ? 1 : 0;
    }
  }

  @Override
  public Buffer end() {
    return Buffer.buffer();
  }

  @Override
  public Buffer fail(ErrorFacts facts) {
    return error.apply(facts, last + 1);
  }
}
