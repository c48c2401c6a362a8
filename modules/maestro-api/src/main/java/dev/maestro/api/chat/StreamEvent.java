package dev.maestro.api.chat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;

/**
 * One event of an answer, in the words every dialect is translated to and from. Order: {@link
 * Started} first, then content, at most one {@link UsageReported} per change (the last one counts),
 * and exactly one of {@link Finished} and {@link Failed} as the last event. {@code choice} counts
 * alternative answers from 0. Consumers keep a default branch. Between nodes, a kind that this
 * version does not know is read as null, and left out of its frame.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = Void.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = StreamEvent.Started.class, name = "started"),
  @JsonSubTypes.Type(value = StreamEvent.TextDelta.class, name = "text.delta"),
  @JsonSubTypes.Type(value = StreamEvent.ReasoningDelta.class, name = "reasoning.delta"),
  @JsonSubTypes.Type(value = StreamEvent.RefusalDelta.class, name = "refusal.delta"),
  @JsonSubTypes.Type(value = StreamEvent.ToolCallStarted.class, name = "tool_call.started"),
  @JsonSubTypes.Type(value = StreamEvent.ToolCallDelta.class, name = "tool_call.delta"),
  @JsonSubTypes.Type(value = StreamEvent.ToolCallEnded.class, name = "tool_call.ended"),
  @JsonSubTypes.Type(value = StreamEvent.PartEnded.class, name = "part.ended"),
  @JsonSubTypes.Type(value = StreamEvent.Signed.class, name = "signed"),
  @JsonSubTypes.Type(value = StreamEvent.OpaqueBlock.class, name = "opaque"),
  @JsonSubTypes.Type(value = StreamEvent.UsageReported.class, name = "usage"),
  @JsonSubTypes.Type(value = StreamEvent.Warned.class, name = "warning"),
  @JsonSubTypes.Type(value = StreamEvent.ChoiceFinished.class, name = "choice.finished"),
  @JsonSubTypes.Type(value = StreamEvent.Finished.class, name = "finished"),
  @JsonSubTypes.Type(value = StreamEvent.Failed.class, name = "failed")
})
public sealed interface StreamEvent {

  /**
   * The vendor began to answer.
   *
   * @param id the vendor's id of the answer; may be null (some never give one)
   * @param model the model as the vendor names it; may be null
   */
  record Started(String id, String model) implements StreamEvent {}

  /** More text. */
  record TextDelta(int choice, String text) implements StreamEvent {}

  /** More of the model's thoughts, or their summary. */
  record ReasoningDelta(int choice, String text) implements StreamEvent {}

  /** More of a refusal. */
  record RefusalDelta(int choice, String text) implements StreamEvent {}

  /**
   * A call of a client's tool begins.
   *
   * @param index 0, 1, 2 … within the choice, in order of appearance
   * @param id the vendor's, or one made by the dialect where the vendor gives none
   */
  record ToolCallStarted(int choice, int index, String id, String name) implements StreamEvent {}

  /**
   * More argument text; all of a call's pieces together are JSON, or nothing at all, which means
   * {@code {}}.
   */
  record ToolCallDelta(int choice, int index, String arguments) implements StreamEvent {}

  /** The call is whole. */
  record ToolCallEnded(int choice, int index) implements StreamEvent {}

  /** What a {@link PartEnded} or {@link Signed} speaks of. */
  enum PartKind {
    TEXT,
    REASONING,
    TOOL_CALL
  }

  /** A block of text or reasoning is whole; the next delta of its kind begins another block. */
  record PartEnded(int choice, PartKind kind) implements StreamEvent {}

  /**
   * The vendor signed the block that is open or has just ended (or, for a tool call, the call with
   * this index).
   *
   * @param index the tool call's index; 0 otherwise
   */
  record Signed(int choice, PartKind kind, int index, Signature signature) implements StreamEvent {}

  /**
   * A block, item or unknown event that only its origin understands, kept whole.
   *
   * @param type the origin's own type word: {@code redacted_thinking}, {@code web_search_call},
   *     {@code citations_delta}
   * @param json as it came
   */
  record OpaqueBlock(int choice, Dialect origin, String type, String json) implements StreamEvent {}

  /** The usage so far; replaces any earlier one. */
  record UsageReported(Usage usage) implements StreamEvent {}

  /** Something the client should know. */
  record Warned(Warning warning) implements StreamEvent {}

  /**
   * One of several alternative answers ended; only sent for answers beyond a single one, before
   * {@link Finished}.
   *
   * @param vendorReason the vendor's own word
   */
  record ChoiceFinished(int choice, FinishReason reason, String vendorReason)
      implements StreamEvent {}

  /**
   * The answer is complete. Never invented: a stream that ends without its vendor's terminal event
   * fails instead.
   *
   * @param reason choice 0's
   * @param vendorReason the vendor's own word: {@code end_turn}, {@code pause_turn}, {@code
   *     MAX_TOKENS}
   * @param stopSequence the stop sequence that matched, or null
   */
  record Finished(FinishReason reason, String vendorReason, String stopSequence)
      implements StreamEvent {}

  /** The answer is not complete, and this is why. */
  record Failed(ErrorFacts error) implements StreamEvent {}
}
