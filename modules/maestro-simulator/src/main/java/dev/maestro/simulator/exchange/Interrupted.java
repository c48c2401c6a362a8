package dev.maestro.simulator.exchange;

import dev.maestro.simulator.script.Script;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongFunction;

/** Events that end in an error after some of them. */
public final class Interrupted implements Iterator<Event> {
  private final Iterator<Event> events;
  private final long after;
  private final LongFunction<List<Event>> error;
  private Iterator<Event> last;
  private long taken;

  private Interrupted(Iterator<Event> events, long after, LongFunction<List<Event>> error) {
    this.events = events;
    this.after = after;
    this.error = error;
  }

  /**
   * The events, broken off where the script asks for it.
   *
   * @param error the last events, given how many went before
   */
  public static Iterator<Event> asAsked(
      Script script, Iterator<Event> events, LongFunction<List<Event>> error) {
    return script.has("error") || script.has("failed")
        ? new Interrupted(events, script.number("after", 4), error)
        : events;
  }

  @Override
  public boolean hasNext() {
    return last == null ? taken >= after || events.hasNext() : last.hasNext();
  }

  @Override
  public Event next() {
    if (last == null && taken < after) {
      taken++;
      return events.next();
    }
    if (last == null) {
      last = error.apply(taken).iterator();
    }
    if (!last.hasNext()) {
      throw new NoSuchElementException();
    }
    return last.next();
  }
}
