package dev.maestro.simulator.exchange;

import dev.maestro.simulator.script.Script;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Scripts that are forced on requests, for a while or a number of times.
 *
 * @param <T> what is known of a request: its vendor, or the step of its login
 */
public final class Faults<T> {
  private final List<Fault<T>> faults = new ArrayList<>();

  private static final class Fault<T> {
    private final Predicate<T> meant;
    private final Script script;
    private final long until;
    private int times;

    Fault(Predicate<T> meant, Script script, int times, long until) {
      this.meant = meant;
      this.script = script;
      this.times = times;
      this.until = until;
    }
  }

  /**
   * Adds a fault.
   *
   * @param meant the requests it is for
   * @param times how many requests it meets
   * @param until when it ends, in milliseconds since 1970
   */
  public synchronized void add(Predicate<T> meant, Script script, int times, long until) {
    faults.add(new Fault<>(meant, script, times, until));
  }

  public synchronized void clear() {
    faults.clear();
  }

  /** What is forced on such a request; counts it. */
  public synchronized Script meet(T request, long now) {
    Script script = Script.NONE;
    for (Iterator<Fault<T>> each = faults.iterator(); each.hasNext(); ) {
      Fault<T> fault = each.next();
      if (now >= fault.until || fault.times <= 0) {
        each.remove();
      } else if (fault.meant.test(request)) {
        fault.times--;
        script = script.and(fault.script);
      }
    }
    return script;
  }
}
