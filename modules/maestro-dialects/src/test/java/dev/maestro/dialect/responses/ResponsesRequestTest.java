package dev.maestro.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Dialect;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.ResponseFormat;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.Tool;
import dev.maestro.api.chat.ToolChoice;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.provider.Written;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.chat.ChatWire;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponsesRequestTest {
  private static final Part.Media IMAGE =
      new Part.Media(Part.MediaKind.IMAGE, "image/png", "AA", null, null, null, null);
  private final ResponsesWire wire = new ResponsesWire();

  private static Part.Opaque opaque(Dialect origin, String json) {
    return new Part.Opaque(origin, json);
  }

  @Test
  void theConversationBecomesItems() {
    Part own =
        opaque(ResponsesWire.DIALECT, "{\"type\":\"reasoning\",\"encrypted_content\":\"e\"}");
    Part note = opaque(ResponsesWire.DIALECT, "{\"type\":\"url_citation\"}");
    ChatRequest request =
        ChatRequest.to("gpt-5")
            .system("A")
            .system("B")
            .message(new Message(Role.USER, List.of(Part.Text.of("What?"), IMAGE)))
            .message(
                new Message(
                    Role.ASSISTANT,
                    List.of(
                        new Part.Reasoning("Hm", null),
                        own,
                        note,
                        Part.Text.of("Look."),
                        new Part.Refusal("No"),
                        new Part.ToolCall("c1", "f", "{}", null))))
            .message(
                new Message(
                    Role.TOOL,
                    List.of(
                        new Part.ToolResult("c1", "f", List.of(Part.Text.of("x")), false),
                        new Part.ToolResult("c2", "f", List.of(IMAGE), false),
                        new Part.ToolResult("c3", "f", List.of(), false))))
            .message(Message.text(Role.SYSTEM, "Now"))
            .build();

    Written written = wire.write(request, true);

    Json body = Json.parse(written.body());
    assertThat(written.warnings()).isEmpty();
    assertThat(body.text("instructions")).isEqualTo("A\n\nB");
    assertThat(body.at("store").node().booleanValue()).isFalse();
    assertThat(body.at("store").present()).isTrue();
    assertThat(body.isTrue("stream")).isTrue();
    assertThat(body.at("include").at(0).text()).isEqualTo("reasoning.encrypted_content");
    assertThat(body.list("input"))
        .extracting(item -> item.text("type"))
        .containsExactly(
            "message",
            "reasoning",
            "message",
            "function_call",
            "function_call_output",
            "function_call_output",
            "function_call_output",
            "message");
    Json input = body.at("input");
    assertThat(input.at(0).at("content").at(1).text("image_url"))
        .isEqualTo("data:image/png;base64,AA");
    assertThat(input.at(2).at("content").at(0).text("type")).isEqualTo("output_text");
    assertThat(input.at(2).at("content").at(1).text("refusal")).isEqualTo("No");
    assertThat(input.at(4).text("output")).isEqualTo("x");
    assertThat(input.at(5).at("output").at(0).text("type")).isEqualTo("input_image");
    assertThat(input.at(6).text("output")).isEmpty();
    assertThat(input.at(7).text("role")).isEqualTo("developer");
  }

  @Test
  void settingsHaveTheirOwnNames() {
    ChatRequest request =
        ChatRequest.to("gpt-4.1")
            .message(Message.text(Role.USER, "x"))
            .tool(new Tool("f", "Does", "{\"type\":\"object\"}", true))
            .tool(new Tool("g", null, null, null))
            .toolChoice(ToolChoice.one("f"))
            .parallelToolCalls(true)
            .maxTokens(5)
            .temperature(0.5)
            .topP(0.25)
            .user("u")
            .reasoning(new ReasoningOptions(null, "high", null, true))
            .responseFormat(
                new ResponseFormat(ResponseFormat.Type.JSON_SCHEMA, null, "{\"a\":1}", true))
            .origin(ChatWire.DIALECT)
            .extra("verbosity", "\"low\"")
            .extra("metadata", "{\"k\":\"v\"}")
            .extra("store", "false")
            .build();

    Written written = wire.write(request, false);

    Json body = Json.parse(written.body());
    assertThat(body.at("tools").at(0).text("name")).isEqualTo("f");
    assertThat(body.at("tools").at(0).isTrue("strict")).isTrue();
    assertThat(body.at("tools").at(1).isTrue("strict")).isFalse();
    assertThat(body.at("tools").at(1).at("parameters").text("type")).isEqualTo("object");
    assertThat(body.at("tool_choice").text("name")).isEqualTo("f");
    assertThat(body.number("max_output_tokens")).isEqualTo(16);
    assertThat(body.at("reasoning").text("effort")).isEqualTo("high");
    assertThat(body.at("reasoning").text("summary")).isEqualTo("auto");
    assertThat(body.at("text").at("format").text("name")).isEqualTo("answer");
    assertThat(body.at("text").at("format").at("schema").number("a")).isEqualTo(1);
    assertThat(body.at("text").text("verbosity")).isEqualTo("low");
    assertThat(body.at("metadata").text("k")).isEqualTo("v");
    assertThat(body.at("include").present()).isFalse();
    assertThat(written.warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.code()).isEqualTo("clamped"));
  }

  @Test
  void plainChoicesAndFormsAreWords() {
    ChatRequest request =
        ChatRequest.to("m")
            .tool(new Tool("g", null, null, null))
            .toolChoice(ToolChoice.of(ToolChoice.Mode.REQUIRED))
            .reasoning(new ReasoningOptions(false, null, null, null))
            .responseFormat(new ResponseFormat(ResponseFormat.Type.JSON, null, null, null))
            .maxTokens(100)
            .build();
    Json body = Json.parse(wire.write(request, false).body());
    assertThat(body.text("tool_choice")).isEqualTo("required");
    assertThat(body.at("reasoning").text("effort")).isEqualTo("none");
    assertThat(body.at("text").at("format").text("type")).isEqualTo("json_object");
    assertThat(body.number("max_output_tokens")).isEqualTo(100);
    Json text =
        Json.parse(
            wire.write(
                    ChatRequest.to("m")
                        .reasoning(new ReasoningOptions(true, null, null, null))
                        .responseFormat(
                            new ResponseFormat(ResponseFormat.Type.TEXT, null, null, null))
                        .build(),
                    false)
                .body());
    assertThat(text.at("text").at("format").text("type")).isEqualTo("text");
    assertThat(text.at("reasoning").present()).isFalse();
  }

  @Test
  void whatTheFormatCannotSayIsWarnedOf() {
    Part.Media sound =
        new Part.Media(Part.MediaKind.AUDIO, "audio/wav", "AA", null, null, null, null);
    ChatRequest request =
        ChatRequest.to("m")
            .message(
                new Message(
                    Role.USER, List.of(sound, opaque(new Dialect("other"), "{\"type\":\"x\"}"))))
            .message(new Message(Role.ASSISTANT, List.of(new Part.Reasoning("Hm", null), IMAGE)))
            .message(
                new Message(
                    Role.TOOL,
                    List.of(new Part.ToolResult("c", "f", List.of(Part.Text.of("x")), true))))
            .topK(1)
            .stop("X")
            .seed(1L)
            .presencePenalty(0.5)
            .frequencyPenalty(0.5)
            .choices(2)
            .extra("logit_bias", "{}")
            .build();

    Written written = wire.write(request, false);

    assertThat(written.warnings())
        .extracting(Warning::field)
        .contains(
            "messages[0]",
            "messages[1]",
            "messages[2]",
            "top_k",
            "stop",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "n",
            "logit_bias");
  }

  @Test
  void filesGoByIdAddressOrData() {
    ChatRequest request =
        ChatRequest.to("m")
            .message(
                new Message(
                    Role.USER,
                    List.of(
                        media(Part.MediaKind.IMAGE, null, "file-1"),
                        media(Part.MediaKind.DOCUMENT, null, "file-2"),
                        media(Part.MediaKind.DOCUMENT, "https://example.org/a.pdf", null),
                        new Part.Media(
                            Part.MediaKind.DOCUMENT,
                            "application/pdf",
                            "AA",
                            null,
                            null,
                            null,
                            null))))
            .build();
    Json content = Json.parse(wire.write(request, false).body()).at("input").at(0).at("content");
    assertThat(content.at(0).text("file_id")).isEqualTo("file-1");
    assertThat(content.at(1).text("file_id")).isEqualTo("file-2");
    assertThat(content.at(2).text("file_url")).isEqualTo("https://example.org/a.pdf");
    assertThat(content.at(3).text("file_data")).isEqualTo("data:application/pdf;base64,AA");
  }

  private static Part.Media media(Part.MediaKind kind, String url, String id) {
    return new Part.Media(kind, null, null, url, id, null, null);
  }
}
