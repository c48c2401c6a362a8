package dev.maestro.api.bus;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Objects;

/**
 * What a frame says. {@link Finished} or {@link Failed} is the last one of a stream, and the only
 * one of them.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = FrameBody.Unknown.class)
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
   * @param events what they mean, without the last event; empty where only bytes are wanted. Those
   *     that only a newer version knows come as null from another node, and are left out
   */
  record Data(@JsonIgnore Buffer raw, List<StreamEvent> events) implements FrameBody {
    public Data {
      events = events == null ? List.of() : events.stream().filter(Objects::nonNull).toList();
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

  /**
   * Of a newer version; passed over, but counted where it is numbered. A new kind that matters to
   * the answer needs a new version byte instead, and only {@link Data} may cost a credit.
   */
  record Unknown() implements FrameBody {}

  /** Whether frames of this kind are sent with a number. */
  default boolean numbered() {
    return !(this instanceof Alive || this instanceof BodyCredits);
  }

  /** Whether this is the last frame. */
  @JsonIgnore
  default boolean isLast() {
    return this instanceof Finished || this instanceof Failed;
  }
}
