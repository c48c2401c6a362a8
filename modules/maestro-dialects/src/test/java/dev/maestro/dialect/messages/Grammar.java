package dev.maestro.dialect.messages;

import dev.maestro.dialect.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules that clients of a stream rely on. */
final class Grammar {
  private static final Map<String, Set<String>> PLACES =
      Map.of(
          "text_delta", Set.of("text"),
          "citations_delta", Set.of("text"),
          "thinking_delta", Set.of("thinking"),
          "signature_delta", Set.of("thinking"),
          "input_json_delta", Set.of("tool_use", "server_tool_use", "mcp_tool_use"));

  private final List<String> broken = new ArrayList<>();
  private String open;
  private boolean signed;
  private int next;

  private Grammar() {}

  /** The events of a stream; fails where one is not named after its type. */
  static List<Json> events(String stream) {
    List<Json> events = new ArrayList<>();
    if (!stream.endsWith("\n\n")) {
      throw new AssertionError("the stream ends within an event");
    }
    for (String event : stream.substring(0, stream.length() - 2).split("\n\n", -1)) {
      String[] lines = event.split("\n", -1);
      Json data = Json.parse(lines[1].substring("data: ".length()));
      if (lines.length != 2 || !lines[0].equals("event: " + data.text("type"))) {
        throw new AssertionError("not an event with its name: " + event);
      }
      events.add(data);
    }
    return events;
  }

  /** What is wrong with a whole stream; empty for nothing. */
  static List<String> broken(String stream) {
    Grammar grammar = new Grammar();
    List<Json> events =
        events(stream).stream().filter(event -> !"ping".equals(event.text("type"))).toList();
    if (events.size() < 3) {
      return List.of("only " + events.size() + " events");
    }
    grammar.start(events.getFirst());
    events.subList(1, events.size() - 2).forEach(grammar::block);
    grammar.expect(grammar.open == null, "a block never stopped");
    grammar.end(events.get(events.size() - 2));
    grammar.expect(
        "message_stop".equals(events.getLast().text("type")), "message_stop is not last");
    return grammar.broken;
  }

  private void expect(boolean holds, String otherwise) {
    if (!holds) {
      broken.add(otherwise);
    }
  }

  private void start(Json event) {
    Json message = event.at("message");
    expect("message_start".equals(event.text("type")), "message_start is not first");
    expect("message".equals(message.text("type")), "no message");
    expect("assistant".equals(message.text("role")), "no role");
    expect(message.textOrEmpty("id").startsWith("msg_"), "no id");
    expect(!message.textOrEmpty("model").isEmpty(), "no model");
    expect(message.at("content").isList() && message.list("content").isEmpty(), "content");
    expect(message.at("stop_reason").node().isNull(), "a stop reason at the start");
    expect(message.at("usage").at("input_tokens").node().isIntegralNumber(), "no usage");
  }

  private void block(Json event) {
    switch (event.textOrEmpty("type")) {
      case "content_block_start" -> {
        expect(open == null, "blocks overlap");
        expect(event.number("index", -1) == next, "index " + event.number("index", -1));
        open = event.at("content_block").textOrEmpty("type");
        signed = false;
        if (PLACES.get("input_json_delta").contains(open)) {
          expect(event.at("content_block").at("input").json().equals("{}"), "input at the start");
        }
      }
      case "content_block_delta" -> {
        String type = event.at("delta").textOrEmpty("type");
        expect(event.number("index", -1) == next, "a delta of another block");
        expect(PLACES.getOrDefault(type, Set.of()).contains("" + open), type + " in " + open);
        expect(!signed, "a delta after the signature");
        signed = type.equals("signature_delta");
      }
      case "content_block_stop" -> {
        expect(open != null && event.number("index", -1) == next, "a stop without its start");
        expect(signed || !"thinking".equals(open), "thoughts without a signature");
        open = null;
        next++;
      }
      default -> broken.add(event.text("type") + " in the middle");
    }
  }

  private void end(Json event) {
    expect("message_delta".equals(event.text("type")), "message_delta is not last but one");
    expect(event.at("delta").text("stop_reason") != null, "no stop reason");
    expect(event.at("delta").node().has("stop_sequence"), "no stop sequence");
    expect(event.at("usage").at("output_tokens").node().isIntegralNumber(), "no usage at the end");
  }
}
