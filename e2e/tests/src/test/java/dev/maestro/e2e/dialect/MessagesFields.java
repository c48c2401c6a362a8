package dev.maestro.e2e.dialect;

import java.util.List;
import java.util.stream.Stream;

/** Anthropic Messages. Source: the vendor's API reference, November 2026. */
final class MessagesFields implements Fields {
  private static final String TOOL =
      "{\"name\":\"look_up\",\"description\":\"Looks zz11 up\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"q\":{\"$ref\":\"#/$defs/zz12\"}},\"$defs\":{\"zz12\":{\"type\":\"string\"}},\"additionalProperties\":false},\"strict\":true}";
  private static final String CALL =
      "{\"role\":\"user\",\"content\":\"zz\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"toolu_zz1\",\"name\":\"look_up\",\"input\":{\"q\":\"zz2\"}}]},";

  @Override
  public String dialect() {
    return "messages";
  }

  @Override
  public String path(String model) {
    return "/v1/messages";
  }

  @Override
  public String minimal(String model) {
    return "{\"model\":\""
        + model
        + "\",\"max_tokens\":5000,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  }

  @Override
  public List<Sample> samples() {
    return Stream.of(content(), results(), tools(), settings()).flatMap(List::stream).toList();
  }

  private static Sample message(String field, String messages, String evidence, String... names) {
    return Sample.of(field, "{\"messages\":[" + messages + "]}", evidence, names);
  }

  private static Sample block(String field, String block, String evidence, String... names) {
    return message(field, "{\"role\":\"user\",\"content\":[" + block + "]}", evidence, names);
  }

  private static List<Sample> content() {
    String user = "{\"role\":\"user\",\"content\":\"zz\"}";
    String image =
        "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"enoxMQ==\"}";
    String pdf =
        "{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"application/pdf\",\"data\":\"enoxMQ==\"}";
    return List.of(
        Sample.of("system", "{\"system\":\"zz3\"}", "zz3"),
        Sample.of("system.text", "{\"system\":[{\"type\":\"text\",\"text\":\"zz3\"}]}", "zz3"),
        Sample.of(
            "system[0].cache_control",
            "{\"system\":[{\"type\":\"text\",\"text\":\"zz3\",\"cache_control\":{\"type\":\"ephemeral\"}}]}",
            "ephemeral"),
        message(
            "messages[1].role",
            user + ",{\"role\":\"system\",\"content\":\"zz3\"}," + user,
            "zz3",
            "messages"),
        message(
            "messages.assistant",
            user + ",{\"role\":\"assistant\",\"content\":\"zz4\"}," + user,
            "zz4"),
        block("messages.content.text", "{\"type\":\"text\",\"text\":\"zz10\"}", "zz10"),
        block(
            "messages[0].content[0].cache_control",
            "{\"type\":\"text\",\"text\":\"zz10\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}",
            "ephemeral"),
        block(
            "messages[0].content[0].citations",
            "{\"type\":\"text\",\"text\":\"zz10\",\"citations\":[{\"type\":\"char_location\",\"cited_text\":\"zz50\"}]}",
            "zz50"),
        block("messages.content.image.base64", image + "}", "enoxMQ=="),
        block(
            "messages[0].content[0].source.url",
            "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://zz.example/a.png\"}}",
            "zz\\.example",
            "messages"),
        block(
            "messages[0].content[0].source.file_id",
            "{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":\"file-zz13\"}}",
            "file-zz13",
            "messages",
            "messages[0]"),
        block("messages.content.document.base64", pdf + "}", "enoxMQ=="),
        block(
            "messages[0].content[0].title",
            pdf + ",\"title\":\"zz12.pdf\"}",
            "zz12\\.pdf",
            "filename"),
        block("messages[0].content[0].context", pdf + ",\"context\":\"zz51\"}", "zz51"),
        block(
            "messages[0].content[0].citations",
            pdf + ",\"citations\":{\"enabled\":true}}",
            "\"enabled\":true"),
        block(
            "messages.content.document.text",
            "{\"type\":\"document\",\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"zz52\"}}",
            "zz52|eno1Mg==",
            "messages"),
        block(
            "messages[0].content[0]",
            "{\"type\":\"search_result\",\"source\":\"s\",\"title\":\"t\",\"content\":[{\"type\":\"text\",\"text\":\"zz53\"}]}",
            "zz53",
            "messages",
            "messages[0]"),
        message(
            "messages[1].content[0]",
            user
                + ",{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"zz6\",\"signature\":\"c2lnbmF0dXJl\"},{\"type\":\"text\",\"text\":\"a\"}]},"
                + user,
            "zz6",
            "messages",
            "messages[1]"),
        message(
            "messages[1].content[0]",
            user
                + ",{\"role\":\"assistant\",\"content\":[{\"type\":\"redacted_thinking\",\"data\":\"zz54\"},{\"type\":\"text\",\"text\":\"a\"}]},"
                + user,
            "zz54",
            "messages",
            "messages[1]"));
  }

  private static Sample result(String field, String block, String evidence, String... names) {
    return message(
        field, CALL + "{\"role\":\"user\",\"content\":[" + block + "]}", evidence, names);
  }

  private static List<Sample> results() {
    String id = "{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_zz1\"";
    return List.of(
        result("messages.tool_use.id", id + ",\"content\":\"zz9\"}", "toolu_zz1(.|\\n)*toolu_zz1"),
        result("messages.tool_use.input", id + ",\"content\":\"zz9\"}", "zz2"),
        result("messages.tool_result.content", id + ",\"content\":\"zz9\"}", "zz9"),
        result(
            "messages.tool_result.content.text",
            id + ",\"content\":[{\"type\":\"text\",\"text\":\"zz9\"}]}",
            "zz9"),
        result(
            "messages.tool_result.content.image",
            id
                + ",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"enoxMQ==\"}}]}",
            "enoxMQ=="),
        result(
            "messages[2].content[0].is_error",
            id + ",\"content\":\"zz9\",\"is_error\":true}",
            "\"is_error\":true|\"error\":",
            "messages",
            "messages[2]"),
        result(
            "messages[2].content[0].cache_control",
            id + ",\"content\":\"zz9\",\"cache_control\":{\"type\":\"ephemeral\"}}",
            "ephemeral"));
  }

  private static Sample tool(String field, String more, String evidence, String... names) {
    return Sample.of(field, "{\"tools\":[" + TOOL + "]" + more + "}", evidence, names);
  }

  private static List<Sample> tools() {
    return List.of(
        tool("tools.name", "", "look_up"),
        tool("tools.description", "", "zz11"),
        tool("tools.input_schema", "", "\"\\$ref\":\"#/\\$defs/zz12\""),
        tool("tools.strict", "", "\"strict\":true"),
        Sample.of(
            "tools[0].cache_control",
            "{\"tools\":[{\"name\":\"t\",\"input_schema\":{\"type\":\"object\"},\"cache_control\":{\"type\":\"ephemeral\"}}]}",
            "ephemeral"),
        Sample.of(
            "tools[0]",
            "{\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\",\"max_uses\":5}]}",
            "web_search_20250305"),
        tool("tool_choice", ",\"tool_choice\":{\"type\":\"auto\"}", "(?i)\"auto\""),
        tool("tool_choice", ",\"tool_choice\":{\"type\":\"none\"}", "(?i)\"none\""),
        tool("tool_choice", ",\"tool_choice\":{\"type\":\"any\"}", "\"any\"|\"required\"|\"ANY\""),
        tool(
            "tool_choice.name",
            ",\"tool_choice\":{\"type\":\"tool\",\"name\":\"look_up\"}",
            "\"tool\",\"name\":\"look_up\"|\\[\"look_up\"]|\"tool_choice\":\\{\"type\":\"function\""),
        tool(
            "tool_choice.disable_parallel_tool_use",
            ",\"tool_choice\":{\"type\":\"auto\",\"disable_parallel_tool_use\":true}",
            "\"parallel_tool_calls\":false|\"disable_parallel_tool_use\":true",
            "parallel_tool_calls"));
  }

  private static List<Sample> settings() {
    return List.of(
        Sample.of("max_tokens", "{\"max_tokens\":7777}", "7777"),
        Sample.of("temperature", "{\"temperature\":0.625}", "0\\.625"),
        Sample.of("top_p", "{\"top_p\":0.375}", "0\\.375"),
        Sample.of("top_k", "{\"top_k\":37}", "\"top_?[kK]\":37"),
        Sample.of(
            "stop_sequences",
            "{\"stop_sequences\":[\"zz21\",\"zz22\"]}",
            "zz21(.|\\n)*zz22",
            "stop"),
        Sample.of(
            "thinking.budget_tokens",
            "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":3333}}",
            "3333",
            "reasoning",
            "reasoning.budget_tokens"),
        Sample.of(
            "thinking",
            "{\"thinking\":{\"type\":\"adaptive\"}}",
            "adaptive|\"thinkingBudget\":-1|\"thinkingLevel\"|\"medium\"",
            "reasoning"),
        Sample.of(
            "thinking",
            "{\"thinking\":{\"type\":\"disabled\"}}",
            "disabled|\"none\"|\"thinkingBudget\":0",
            Sample.IDLE,
            "reasoning",
            "reasoning.effort"),
        Sample.of(
            "thinking.display",
            "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":3333,\"display\":\"summarized\"}}",
            "summarized|\"summary\":\"auto\"|\"includeThoughts\":true",
            "reasoning",
            "reasoning.summary"),
        Sample.of(
            "output_config.effort",
            "{\"output_config\":{\"effort\":\"low\"}}",
            "\"low\"|2048|\"thinkingLevel\"",
            "reasoning"),
        Sample.of(
            "output_config.format",
            "{\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\",\"properties\":{\"zz31\":{\"type\":\"string\"}},\"additionalProperties\":false}}}}",
            "zz31"),
        Sample.of("metadata.user_id", "{\"metadata\":{\"user_id\":\"zz33\"}}", "zz33", "user"),
        Sample.of("service_tier", "{\"service_tier\":\"standard_only\"}", "standard_only"),
        Sample.of("container", "{\"container\":\"zz60\"}", "zz60"),
        Sample.of(
            "context_management",
            "{\"context_management\":{\"edits\":[{\"type\":\"zz61\"}]}}",
            "zz61"),
        Sample.of(
            "mcp_servers",
            "{\"mcp_servers\":[{\"type\":\"url\",\"url\":\"https://zz62\",\"name\":\"n\"}]}",
            "zz62"),
        Sample.of("cache_control", "{\"cache_control\":{\"type\":\"ephemeral\"}}", "ephemeral"),
        Sample.of("inference_geo", "{\"inference_geo\":\"zz63\"}", "zz63"),
        Sample.of("a_field_of_next_year", "{\"a_field_of_next_year\":\"zz45\"}", "zz45"));
  }
}
