package dev.maestro.testkit.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One output item while it is open. Its parts hold text that is told in pieces, then whole. */
final class ResponsesItem {
  private record Part(String text, boolean isWhole) {}

  private final Value added;
  private final Findings found;
  private final Map<String, Part> parts = new TreeMap<>();
  private final List<String> finished = new ArrayList<>();
  private final StringBuilder arguments = new StringBuilder();
  private boolean argumentsDone;

  ResponsesItem(Value added, Findings found) {
    this.added = added;
    this.found = found;
    found.unless(added.hasText("id") && added.hasText("type"), "an item without id or type");
    if (type().equals("function_call")) {
      found.unless(
          added.hasText("call_id") && added.hasText("name"),
          "a function_call without call_id or name");
    }
  }

  private String type() {
    return added.textOrEmpty("type");
  }

  void take(WireEvent event) {
    Value json = event.json();
    found.unless(
        !json.has("item_id") || added.textOrEmpty("id").equals(json.text("item_id")),
        "an event names another item_id");
    switch (event.type()) {
      case "response.content_part.added" -> add("content_index", json);
      case "response.reasoning_summary_part.added" -> add("summary_index", json);
      case "response.output_text.delta",
          "response.refusal.delta",
          "response.reasoning_text.delta" ->
          grow("content_index", json);
      case "response.reasoning_summary_text.delta" -> grow("summary_index", json);
      case "response.output_text.done", "response.reasoning_text.done" ->
          whole("content_index", json, json.text("text"));
      case "response.refusal.done" -> whole("content_index", json, json.text("refusal"));
      case "response.reasoning_summary_text.done" ->
          whole("summary_index", json, json.text("text"));
      case "response.content_part.done" -> end("content_index", json);
      case "response.reasoning_summary_part.done" -> end("summary_index", json);
      case "response.function_call_arguments.delta" -> {
        found.unless(!argumentsDone, "arguments go on after they were done");
        arguments.append(json.textOrEmpty("delta"));
      }
      case "response.function_call_arguments.done" -> {
        argumentsDone = true;
        found.unless(
            arguments.toString().equals(json.text("arguments")),
            "function_call_arguments.done differs from its deltas");
      }
      default -> {} // events of hosted tools, which only their own vendor makes
    }
  }

  private static String key(String field, Value json) {
    return field + " " + json.number(field);
  }

  private void add(String field, Value json) {
    found.unless(
        json.hasNumber(field) && json.numberOrZero(field) == finished.size() + parts.size(),
        "a part's " + field + " is out of order");
    found.unless(parts.isEmpty(), "a part is added before the last one was done");
    parts.put(key(field, json), new Part("", false));
  }

  private void grow(String field, Value json) {
    Part part = parts.get(key(field, json));
    if (part == null) {
      found.add("a delta outside an open part");
    } else {
      found.unless(!part.isWhole(), "a part's text goes on after it was done");
      parts.put(key(field, json), new Part(part.text() + json.textOrEmpty("delta"), false));
    }
  }

  private void whole(String field, Value json, String text) {
    Part part = parts.get(key(field, json));
    if (part == null) {
      found.add("a text is done outside an open part");
    } else {
      found.unless(part.text().equals(text), "a text that is done differs from its deltas");
      parts.put(key(field, json), new Part(part.text(), true));
    }
  }

  private void end(String field, Value json) {
    Part part = parts.remove(key(field, json));
    if (part == null) {
      found.add("a part is done that was not added");
      return;
    }
    found.unless(part.isWhole(), "a part is done before its text");
    found.unless(part.text().equals(text(json.at("part"))), "a part differs from its text");
    finished.add(part.text());
  }

  private static String text(Value part) {
    return part.has("refusal") ? part.text("refusal") : part.text("text");
  }

  void done(Value item) {
    found.unless(
        added.textOrEmpty("id").equals(item.text("id")) && type().equals(item.text("type")),
        "an item is done with another id or type");
    found.unless(parts.isEmpty(), "a part never done");
    if (type().equals("function_call")) {
      found.unless(argumentsDone, "a function_call without function_call_arguments.done");
      found.unless(
          arguments.toString().equals(item.text("arguments")),
          "a function_call's arguments differ from its deltas");
    } else if (type().equals("message") || type().equals("reasoning")) {
      String field =
          type().equals("message") || !item.list("content").isEmpty() ? "content" : "summary";
      found.unless(
          item.list(field).stream().map(ResponsesItem::text).toList().equals(finished),
          "an item's parts are not those that were done");
    }
  }
}
