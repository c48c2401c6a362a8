package dev.maestro.simulator.control;

import dev.maestro.simulator.Vendor;
import dev.maestro.simulator.script.Script;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Scripts that are forced on every request of a vendor, for a while or a number of times. */
public final class Faults {
  private final List<Fault> faults = new ArrayList<>();

  private static final class Fault {
    private final Vendor vendor;
    private final Script script;
    private final long until;
    private int times;

    Fault(Vendor vendor, Script script, int times, long until) {
      this.vendor = vendor;
      this.script = script;
      this.times = times;
      this.until = until;
    }
  }

  /**
   * Adds a fault.
   *
   * @param times how many requests it meets
   * @param until when it ends, in milliseconds since 1970
   */
  public synchronized void add(Vendor vendor, Script script, int times, long until) {
    faults.add(new Fault(vendor, script, times, until));
  }

  public synchronized void clear() {
    faults.clear();
  }

  /** What is forced on a request of this vendor; counts it. */
  public synchronized Script meet(Vendor vendor, long now) {
    Script script = Script.NONE;
    for (Iterator<Fault> each = faults.iterator(); each.hasNext(); ) {
      Fault fault = each.next();
      if (now >= fault.until || fault.times <= 0) {
        each.remove();
      } else if (fault.vendor == vendor) {
        fault.times--;
        script = script.and(fault.script);
      }
    }
    return script;
  }
}
