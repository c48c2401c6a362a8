package dev.maestro.simulator.exchange;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back to the client. */
public sealed interface Reply {

  /** A body in one piece. */
  record Whole(int status, Map<String, String> headers, String contentType, String body)
      implements Reply {
    public Whole {
      headers = Map.copyOf(headers);
    }

    public Whole with(Map<String, String> more) {
      Map<String, String> all = new LinkedHashMap<>(more);
      all.putAll(headers);
      return new Whole(status, all, contentType, body);
    }
  }

  /** Events under a 200, made while they are written. */
  record Streamed(Map<String, String> headers, Framing framing, Iterator<Event> events)
      implements Reply {
    public Streamed {
      headers = Map.copyOf(headers);
    }
  }

  /** No answer at all until the client leaves. */
  record Never() implements Reply {}

  static Whole json(int status, Map<String, String> headers, Object body) {
    return new Whole(status, headers, "application/json", body.toString());
  }
}
