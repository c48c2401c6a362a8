package dev.maestro.simulator.exchange;

/**
 * One event of a stream.
 *
 * @param name the SSE event name, empty for none
 * @param data the data, one line
 * @param bare the data stands on a line of its own, not as an SSE event
 */
public record Event(String name, String data, boolean bare) {
  public static Event named(String name, Object data) {
    return new Event(name, data.toString(), false);
  }

  public static Event unnamed(Object data) {
    return new Event("", data.toString(), false);
  }

  public static Event bare(Object data) {
    return new Event("", data.toString(), true);
  }
}
