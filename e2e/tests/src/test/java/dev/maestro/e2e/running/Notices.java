package dev.maestro.e2e.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** What a gateway tells people that they must act on, heard as it is raised. */
public final class Notices implements AutoCloseable {
  private final Gateway gateway;
  private final EventStream events;

  public Notices(Gateway gateway) throws IOException, InterruptedException {
    this.gateway = gateway;
    this.events = gateway.listen("/api/notifications/stream");
    assertThat(events.head().status()).isEqualTo(200);
  }

  /** The next one about a session. Blocks. */
  public JsonNode next(String session) throws IOException {
    for (var event = events.next(); event.isPresent(); event = events.next()) {
      if (event.get().data().path("session").asText().equals(session)) {
        return event.get().data();
      }
    }
    throw new AssertionError("the stream of notifications has ended");
  }

  /** All about a session that were ever raised. */
  public List<JsonNode> all(String session) throws IOException, InterruptedException {
    var list = gateway.ask("GET", "/api/notifications").json().path("notifications");
    return StreamSupport.stream(list.spliterator(), false)
        .filter(each -> each.path("session").asText().equals(session))
        .toList();
  }

  @Override
  public void close() throws IOException {
    events.close();
  }
}
