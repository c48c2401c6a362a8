package dev.maestro.api.bus;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.CacheMark;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.Signature;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.StreamEvent.PartKind;
import dev.maestro.api.chat.Tool;
import dev.maestro.api.chat.ToolChoice;
import dev.maestro.api.chat.Usage;
import dev.maestro.api.chat.Warning;
import java.util.List;

/** Values with every kind of event and part, each field set. */
final class Samples {
  private Samples() {}

  static List<StreamEvent> events(Dialect dialect, ErrorFacts error) {
    return List.of(
        new StreamEvent.Started("id", null),
        new StreamEvent.TextDelta(1, "Grüße"),
        new StreamEvent.ReasoningDelta(0, "hm"),
        new StreamEvent.RefusalDelta(0, "no"),
        new StreamEvent.ToolCallStarted(0, 2, "call", "tool"),
        new StreamEvent.ToolCallDelta(0, 2, "{\"a"),
        new StreamEvent.ToolCallEnded(0, 2),
        new StreamEvent.PartEnded(0, PartKind.REASONING),
        new StreamEvent.Signed(0, PartKind.TOOL_CALL, 2, new Signature(dialect, "sig")),
        new StreamEvent.OpaqueBlock(0, dialect, "citations", "{}"),
        new StreamEvent.UsageReported(Usage.of(1, 2)),
        new StreamEvent.Warned(new Warning("clamped", "top_k", "Lowered.")),
        new StreamEvent.ChoiceFinished(1, FinishReason.LENGTH, "max"),
        new StreamEvent.Finished(FinishReason.CONTENT_FILTER, "safety", null),
        new StreamEvent.Failed(error));
  }

  static ChatRequest request(Dialect dialect) {
    Signature signature = new Signature(dialect, "sig");
    return ChatRequest.to("model")
        .system("Be brief.")
        .message(Message.text(Role.USER, "Hello"))
        .message(
            new Message(
                Role.ASSISTANT,
                List.of(
                    new Part.Text("signed", signature, new CacheMark("1h")),
                    new Part.Media(
                            Part.MediaKind.IMAGE, "image/png", "aGk=", null, null, "n", "low")
                        .withCache(new CacheMark(null)),
                    new Part.ToolCall("c", "tool", "{}", signature, new CacheMark("5m")),
                    new Part.Reasoning("hm", signature),
                    new Part.Refusal("no"),
                    new Part.Opaque(dialect, "{\"type\":\"x\"}"))))
        .message(
            new Message(
                Role.TOOL,
                List.of(
                    new Part.ToolResult(
                        "c", null, List.of(Part.Text.of("42")), true, new CacheMark("5m")))))
        .tool(new Tool("tool", "d", "{\"type\":\"object\"}", true, new CacheMark("5m")))
        .toolChoice(ToolChoice.one("tool"))
        .parallelToolCalls(false)
        .maxTokens(10)
        .temperature(0.5)
        .topP(0.9)
        .topK(40)
        .stop("END")
        .seed(7L)
        .presencePenalty(-0.5)
        .frequencyPenalty(0.25)
        .choices(2)
        .reasoning(new ReasoningOptions(true, "high", 100, false))
        .responseFormat(new ResponseFormat(ResponseFormat.Type.JSON_SCHEMA, "n", "{}", true))
        .user("u")
        .extra("logit_bias", "{}")
        .origin(new Dialect("openai-chat"))
        .build();
  }
}
