package dev.maestro.api.bus;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.vertx.core.buffer.Buffer;

/** A message from the opener of a stream to its server. */
public record StreamControl(String stream, Command command) {

  /** What the opener says. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = Unknown.class)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Credits.class, name = "credits"),
    @JsonSubTypes.Type(value = Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = Listening.class, name = "listening"),
    @JsonSubTypes.Type(value = BodyChunk.class, name = "body_chunk")
  })
  public sealed interface Command {}

  /** So many more data frames may be sent. */
  public record Credits(int frames) implements Command {}

  /**
   * The opener went away, or has the last frame. The vendor's request shall be cancelled at once if
   * it still runs; nothing follows.
   */
  public record Cancel() implements Command {}

  /** Nothing new, but still listening. */
  public record Listening() implements Command {}

  /** Of a newer version; passed over. */
  public record Unknown() implements Command {}

  /** The next piece of a body that was too large for the open. */
  public record BodyChunk(int number, @JsonIgnore Buffer bytes, boolean last) implements Command {}
}
