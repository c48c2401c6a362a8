package dev.maestro.e2e.running;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The events of one answer, read as they come. Closing it is hanging up. */
public final class EventStream implements AutoCloseable {
  private final Answer head;
  private final BufferedReader lines;

  EventStream(Answer head, InputStream body) {
    this.head = head;
    this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  /** Status and headers; the body is empty. */
  public Answer head() {
    return head;
  }

  /** The next event, or nothing at the end. Blocks. */
  public Optional<Event> next() throws IOException {
    var id = "";
    var name = "";
    var text = new StringBuilder();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() && !text.isEmpty()) {
        return Optional.of(new Event(id, name, text.toString()));
      } else if (line.startsWith("id:")) {
        id = line.substring(3).strip();
      } else if (line.startsWith("event:")) {
        name = line.substring(6).strip();
      } else if (line.startsWith("data:")) {
        text.append(line.substring(5).strip());
      }
    }
    return Optional.empty();
  }

  /** The events up to the end. */
  public List<Event> rest() throws IOException {
    var events = new ArrayList<Event>();
    for (var event = next(); event.isPresent(); event = next()) {
      events.add(event.get());
    }
    return events;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
