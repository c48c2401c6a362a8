package dev.maestro.testkit.grammar;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One choice of a stream of chunks. */
final class ChatChoice {
  private static final Set<String> REASONS =
      Set.of("stop", "length", "tool_calls", "content_filter", "function_call");

  private final Findings found;
  private final Map<Long, StringBuilder> calls = new TreeMap<>();
  private final Set<String> ids = new HashSet<>();
  private String reason;
  private boolean begun;

  ChatChoice(Findings found) {
    this.found = found;
  }

  void take(Value choice) {
    Value delta = choice.at("delta");
    found.unless(delta.isObject(), "a choice without delta");
    if (!begun) {
      found.unless("assistant".equals(delta.text("role")), "the first delta has no role assistant");
    } else {
      found.unless(!delta.has("role"), "a later delta has a role");
    }
    begun = true;
    boolean says = delta.hasText("content") || delta.hasText("refusal") || delta.has("tool_calls");
    found.unless(reason == null || !says, "content after finish_reason");
    delta.list("tool_calls").forEach(this::call);
    found.unless(choice.names("finish_reason"), "a choice without the field finish_reason");
    String told = choice.text("finish_reason");
    if (told != null) {
      found.unless(reason == null, "finish_reason more than once");
      found.unless(REASONS.contains(told), "an unknown finish_reason");
      reason = told;
    }
  }

  private void call(Value call) {
    Long index = call.number("index");
    Value function = call.at("function");
    if (index == null) {
      found.add("a tool call without index");
      return;
    }
    if (!calls.containsKey(index)) {
      found.unless(index == calls.size(), "a tool call's index is out of order");
      found.unless(
          call.hasText("id") && "function".equals(call.text("type")) && function.hasText("name"),
          "a tool call's first fragment lacks id, type or name");
      found.unless(ids.add(call.textOrEmpty("id")), "two tool calls share an id");
      calls.put(index, new StringBuilder());
    } else {
      found.unless(
          !call.has("id") && !call.has("type") && !function.has("name"),
          "a tool call's later fragment repeats id, type or name");
      found.unless(index == calls.size() - 1, "a fragment of a tool call that was over");
    }
    found.unless(function.at("arguments").isText(), "a tool call's fragment without arguments");
    calls.get(index).append(function.textOrEmpty("arguments"));
  }

  void end() {
    found.unless(reason != null, "a choice without finish_reason");
    found.unless(
        !"tool_calls".equals(reason) || !calls.isEmpty(), "finish_reason tool_calls without calls");
    if (!"length".equals(reason)) {
      for (StringBuilder arguments : calls.values()) {
        Value read = Value.read(arguments.toString());
        found.unless(read != null && read.isObject(), "a tool call's arguments are no JSON object");
      }
    }
  }
}
