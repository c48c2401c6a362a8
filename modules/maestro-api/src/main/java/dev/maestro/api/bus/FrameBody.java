package dev.maestro.api.bus;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * What a frame says. {@link Finished} or {@link Failed} is the last one of a stream, and the only
 * one of them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FrameBody.Opened.class, name = "opened"),
  @JsonSubTypes.Type(value = FrameBody.Data.class, name = "data"),
  @JsonSubTypes.Type(value = FrameBody.Finished.class, name = "finished"),
  @JsonSubTypes.Type(value = FrameBody.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = FrameBody.Alive.class, name = "alive"),
  @JsonSubTypes.Type(value = FrameBody.BodyCredits.class, name = "body_credits")
})
public sealed interface FrameBody {
  /** The vendor answered 2xx. */
  record Opened(StreamOpened facts) implements FrameBody {}

  /**
   * One read from the vendor. Costs one credit.
   *
   * @param raw the bytes as they came, or null where only events are wanted
   * @param events what they mean, without the last event; empty where only bytes are wanted
   */
  record Data(@JsonIgnore Buffer raw, List<StreamEvent> events) implements FrameBody {
    public Data {
      events = events == null ? List.of() : List.copyOf(events);
    }
  }

  /** The answer is complete. {@code usage} is null where the vendor gave none. */
  record Finished(StreamEvent.Finished event, Usage usage) implements FrameBody {}

  /**
   * The answer is not complete, or never began. {@code usage} is what was known by then, or null.
   */
  record Failed(ErrorFacts error, Usage usage) implements FrameBody {}

  /** Nothing new, but still there. Not numbered. */
  record Alive() implements FrameBody {}

  /** So many more chunks of the body may be sent. Not numbered. */
  record BodyCredits(int chunks) implements FrameBody {}

  /** Whether frames of this kind are numbered. */
  default boolean numbered() {
    return !(this instanceof Alive || this instanceof BodyCredits);
  }
}
