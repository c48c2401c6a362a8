package dev.maestro.api.provider;

import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.upstream.SseEvent;
import java.util.List;

/**
 * Reads one stream. Yields {@link StreamEvent.Started} first and exactly one {@link
 * StreamEvent.Finished} or {@link StreamEvent.Failed}, after which it yields nothing. It never
 * throws: what it cannot read becomes Failed with {@link dev.maestro.api.ErrorKind#MALFORMED}, what
 * it does not know becomes {@link StreamEvent.OpaqueBlock}.
 */
public interface StreamReader {
  /** The neutral events of one wire event; often none. */
  List<StreamEvent> read(SseEvent event);

  /**
   * The stream is over. Yields nothing where a last event was said already; Failed with {@link
   * dev.maestro.api.ErrorKind#TRUNCATED} where the vendor's terminal event never came, or with the
   * error in {@code stray}. Formats without a terminal event of their own may hold Finished back
   * until here.
   *
   * @param stray JSON text that stood outside any event, or empty
   */
  List<StreamEvent> end(String stray);
}
