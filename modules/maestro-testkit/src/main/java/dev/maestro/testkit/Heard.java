package dev.maestro.testkit;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.bus.FrameBody;
import dev.maestro.api.bus.StreamOpened;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything an opener heard of one conversation.
 *
 * @param opened what the vendor's head said
 * @param events the neutral events, without the last one
 * @param raw the vendor's bytes
 * @param last {@link FrameBody.Finished} or {@link FrameBody.Failed}
 */
record Heard(StreamOpened opened, List<StreamEvent> events, Buffer raw, FrameBody last) {

  /** The text of the answer. */
  String text() {
    return events.stream()
        .filter(StreamEvent.TextDelta.class::isInstance)
        .map(event -> ((StreamEvent.TextDelta) event).text())
        .collect(Collectors.joining());
  }

  /** Usage as the last frame holds it; fails where the answer is not complete. */
  Usage usage() {
    return switch (last) {
      case FrameBody.Finished finished -> finished.usage();
      default -> throw new AssertionError("The answer did not finish: " + last);
    };
  }

  /** Why it broke off; fails where the answer is complete. */
  ErrorFacts error() {
    return switch (last) {
      case FrameBody.Failed failed -> failed.error();
      default -> throw new AssertionError("The answer did not fail: " + last);
    };
  }
}
