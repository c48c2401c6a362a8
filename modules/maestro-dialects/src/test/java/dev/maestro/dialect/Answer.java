package dev.maestro.dialect;

import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** An answer put together from its events, as a client would. */
public final class Answer {
  /** One call of a tool. */
  public record Call(String id, String name, String arguments) {
    /** The arguments' value; an empty object where there are none. */
    public Json parsed() {
      return Json.parse(arguments.isBlank() ? "{}" : arguments);
    }
  }

  /** One of the alternative answers. */
  public static final class Choice {
    public final StringBuilder text = new StringBuilder();
    public final StringBuilder reasoning = new StringBuilder();
    public final StringBuilder refusal = new StringBuilder();
    public final List<Call> calls = new ArrayList<>();
    public final List<StreamEvent.Signed> signed = new ArrayList<>();
    public final List<StreamEvent.OpaqueBlock> opaque = new ArrayList<>();
    public String finish;

    private Choice() {}
  }

  public final SortedMap<Integer, Choice> choices = new TreeMap<>();
  public StreamEvent.Started started;
  public StreamEvent.Finished finished;
  public StreamEvent.Failed failed;
  public Usage usage;

  private Answer() {}

  /** Puts events together. */
  public static Answer of(List<StreamEvent> events) {
    Answer answer = new Answer();
    events.forEach(answer::add);
    return answer;
  }

  /** Choice 0. */
  public Choice first() {
    return choice(0);
  }

  /** A choice. */
  public Choice choice(int index) {
    return choices.computeIfAbsent(index, absent -> new Choice());
  }

  private void add(StreamEvent event) {
    switch (event) {
      case StreamEvent.Started value -> started = value;
      case StreamEvent.TextDelta delta -> choice(delta.choice()).text.append(delta.text());
      case StreamEvent.ReasoningDelta delta ->
          choice(delta.choice()).reasoning.append(delta.text());
      case StreamEvent.RefusalDelta delta -> choice(delta.choice()).refusal.append(delta.text());
      case StreamEvent.ToolCallStarted call ->
          choice(call.choice()).calls.add(call.index(), new Call(call.id(), call.name(), ""));
      case StreamEvent.ToolCallDelta delta ->
          choice(delta.choice())
              .calls
              .set(delta.index(), more(choice(delta.choice()).calls.get(delta.index()), delta));
      case StreamEvent.Signed value -> choice(value.choice()).signed.add(value);
      case StreamEvent.OpaqueBlock block -> choice(block.choice()).opaque.add(block);
      case StreamEvent.UsageReported reported -> usage = reported.usage();
      case StreamEvent.ChoiceFinished value -> choice(value.choice()).finish = value.vendorReason();
      case StreamEvent.Finished value -> {
        finished = value;
        first().finish = value.vendorReason();
      }
      case StreamEvent.Failed value -> failed = value;
      default -> {}
    }
  }

  private static Call more(Call call, StreamEvent.ToolCallDelta delta) {
    return new Call(call.id(), call.name(), call.arguments() + delta.arguments());
  }
}
