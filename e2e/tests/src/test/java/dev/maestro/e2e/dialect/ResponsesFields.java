package dev.maestro.e2e.dialect;

import java.util.List;
import java.util.stream.Stream;

/** OpenAI Responses. Source: the vendor's API reference, November 2026. */
final class ResponsesFields implements Fields {
  private static final String TOOL =
      "{\"type\":\"function\",\"name\":\"look_up\",\"description\":\"Looks zz11 up\",\"parameters\":{\"type\":\"object\",\"properties\":{\"q\":{\"$ref\":\"#/$defs/zz12\"}},\"$defs\":{\"zz12\":{\"type\":\"string\"}},\"additionalProperties\":false},\"strict\":true}";
  private static final String USER = "{\"role\":\"user\",\"content\":\"zz\"}";
  private static final String CALL =
      USER
          + ",{\"type\":\"function_call\",\"call_id\":\"call_zz1\",\"name\":\"look_up\",\"arguments\":\"{\\\"q\\\":\\\"zz2\\\"}\"},";

  @Override
  public String dialect() {
    return "responses";
  }

  @Override
  public String path(String model) {
    return "/v1/responses";
  }

  @Override
  public String minimal(String model) {
    return "{\"model\":\"" + model + "\",\"input\":\"Hello\"}";
  }

  @Override
  public List<Sample> samples() {
    return Stream.of(input(), items(), tools(), settings(), own()).flatMap(List::stream).toList();
  }

  private static Sample items(String field, String items, String evidence, String... names) {
    return Sample.of(field, "{\"input\":[" + items + "]}", evidence, names);
  }

  private static Sample part(String field, String part, String evidence, String... names) {
    return items(field, "{\"role\":\"user\",\"content\":[" + part + "]}", evidence, names);
  }

  private static List<Sample> input() {
    return List.of(
        Sample.of("instructions", "{\"instructions\":\"zz3\"}", "zz3"),
        Sample.of("input", "{\"input\":\"zz70\"}", "zz70"),
        items("input.role.system", "{\"role\":\"system\",\"content\":\"zz3\"}," + USER, "zz3"),
        items(
            "input.role.developer", "{\"role\":\"developer\",\"content\":\"zz3\"}," + USER, "zz3"),
        items(
            "input[1].role",
            USER + ",{\"role\":\"developer\",\"content\":\"zz3\"}," + USER,
            "zz3",
            "messages",
            "input"),
        items(
            "input.output_text",
            USER
                + ",{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"zz4\"}]},"
                + USER,
            "zz4"),
        items(
            "input.refusal",
            USER
                + ",{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"refusal\",\"refusal\":\"zz5\"}]},"
                + USER,
            "zz5"),
        part("input.input_text", "{\"type\":\"input_text\",\"text\":\"zz10\"}", "zz10"),
        part(
            "input.input_image",
            "{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,enoxMQ==\"}",
            "enoxMQ=="),
        part(
            "input[0].content[0].image_url",
            "{\"type\":\"input_image\",\"image_url\":\"https://zz.example/a.png\"}",
            "zz\\.example",
            "messages"),
        part(
            "input[0].content[0].detail",
            "{\"type\":\"input_image\",\"detail\":\"high\",\"image_url\":\"data:image/png;base64,enoxMQ==\"}",
            "\"detail\":\"high\""),
        part(
            "input[0].content[0].file_id",
            "{\"type\":\"input_image\",\"file_id\":\"file-zz13\"}",
            "file-zz13",
            "messages",
            "messages[0]"),
        part(
            "input.input_file.file_data",
            "{\"type\":\"input_file\",\"filename\":\"zz.pdf\",\"file_data\":\"data:application/pdf;base64,enoxMQ==\"}",
            "enoxMQ=="),
        part(
            "input[0].content[0].filename",
            "{\"type\":\"input_file\",\"filename\":\"zz12.pdf\",\"file_data\":\"data:application/pdf;base64,enoxMQ==\"}",
            "zz12\\.pdf"),
        part(
            "input[0].content[0].file_url",
            "{\"type\":\"input_file\",\"file_url\":\"https://zz.example/a.pdf\"}",
            "zz\\.example",
            "messages",
            "messages[0]"));
  }

  private static List<Sample> items() {
    return List.of(
        items(
            "input.call_id",
            CALL
                + "{\"type\":\"function_call_output\",\"call_id\":\"call_zz1\",\"output\":\"zz9\"}",
            "call_zz1(.|\\n)*call_zz1"),
        items(
            "input.arguments",
            CALL
                + "{\"type\":\"function_call_output\",\"call_id\":\"call_zz1\",\"output\":\"zz9\"}",
            "zz2"),
        items(
            "input.output",
            CALL
                + "{\"type\":\"function_call_output\",\"call_id\":\"call_zz1\",\"output\":\"zz9\"}",
            "zz9"),
        items(
            "input.output.input_image",
            CALL
                + "{\"type\":\"function_call_output\",\"call_id\":\"call_zz1\",\"output\":[{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,enoxMQ==\"}]}",
            "enoxMQ=="),
        items(
            "input[1].summary",
            USER
                + ",{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"zz6\"}]},{\"role\":\"assistant\",\"content\":\"a\"},"
                + USER,
            "zz6",
            "messages",
            "messages[1]"),
        items(
            "input[1].encrypted_content",
            USER
                + ",{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"zz54\"},{\"role\":\"assistant\",\"content\":\"a\"},"
                + USER,
            "zz54",
            "messages",
            "messages[1]"),
        items(
            "input[1]",
            USER
                + ",{\"type\":\"web_search_call\",\"id\":\"ws_zz71\",\"status\":\"completed\"},"
                + USER,
            "zz71",
            "messages",
            "messages[1]"),
        items(
            "input[0]",
            "{\"type\":\"item_reference\",\"id\":\"msg_zz72\"}," + USER,
            "zz72",
            "messages",
            "messages[0]"));
  }

  private static Sample tool(String field, String more, String evidence, String... names) {
    return Sample.of(field, "{\"tools\":[" + TOOL + "]" + more + "}", evidence, names);
  }

  private static List<Sample> tools() {
    return List.of(
        tool("tools.name", "", "look_up"),
        tool("tools.description", "", "zz11"),
        tool("tools.parameters", "", "\"\\$ref\":\"#/\\$defs/zz12\""),
        tool("tools.strict", "", "\"strict\":true"),
        tool("tool_choice", ",\"tool_choice\":\"auto\"", "(?i)\"auto\""),
        tool("tool_choice", ",\"tool_choice\":\"none\"", "(?i)\"none\""),
        tool("tool_choice", ",\"tool_choice\":\"required\"", "\"any\"|\"required\"|\"ANY\""),
        tool(
            "tool_choice",
            ",\"tool_choice\":{\"type\":\"function\",\"name\":\"look_up\"}",
            "\"tool\",\"name\":\"look_up\"|\\[\"look_up\"]|\"tool_choice\":\\{\"type\":\"function\""),
        tool(
            "tool_choice",
            ",\"tool_choice\":{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":[{\"type\":\"function\",\"name\":\"look_up\"}]}",
            "allowed_tools",
            "tool_choice.type",
            "tool_choice.tools"),
        tool(
            "parallel_tool_calls",
            ",\"parallel_tool_calls\":false",
            "\"parallel_tool_calls\":false|\"disable_parallel_tool_use\":true"),
        Sample.of("tools[0]", "{\"tools\":[{\"type\":\"web_search\"}]}", "\"web_search\""),
        Sample.of(
            "tools[0]",
            "{\"tools\":[{\"type\":\"custom\",\"name\":\"zz14\",\"description\":\"d\"}]}",
            "zz14",
            "tools[0].type"));
  }

  private static List<Sample> settings() {
    return List.of(
        Sample.of("max_output_tokens", "{\"max_output_tokens\":7777}", "7777", "max_tokens"),
        Sample.of("temperature", "{\"temperature\":0.625}", "0\\.625"),
        Sample.of("temperature", "{\"temperature\":1.625}", "1\\.625"),
        Sample.of("top_p", "{\"top_p\":0.375}", "0\\.375"),
        Sample.of("top_logprobs", "{\"top_logprobs\":5}", "\"top_logprobs\":5"),
        Sample.of(
            "reasoning.effort",
            "{\"reasoning\":{\"effort\":\"low\"}}",
            "\"low\"|2048|\"thinkingLevel\"",
            "reasoning"),
        Sample.of(
            "reasoning.effort",
            "{\"reasoning\":{\"effort\":\"none\"}}",
            "disabled|\"none\"|\"thinkingBudget\":0",
            Sample.IDLE,
            "reasoning"),
        Sample.of(
            "reasoning.summary",
            "{\"reasoning\":{\"effort\":\"low\",\"summary\":\"auto\"}}",
            "summarized|\"summary\":\"auto\"|\"includeThoughts\":true",
            "reasoning"),
        Sample.of(
            "reasoning.summary",
            "{\"reasoning\":{\"summary\":\"detailed\"}}",
            "detailed",
            "reasoning"),
        Sample.of(
            "text.format.schema",
            "{\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"zz30\",\"schema\":{\"type\":\"object\",\"properties\":{\"zz31\":{\"type\":\"string\"}},\"additionalProperties\":false}}}}",
            "zz31"),
        Sample.of(
            "text.format.name",
            "{\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"zz30\",\"schema\":{\"type\":\"object\",\"properties\":{}}}}}",
            "zz30"),
        Sample.of(
            "text.format.description",
            "{\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"n\",\"description\":\"zz32\",\"schema\":{\"type\":\"object\",\"properties\":{}}}}}",
            "zz32"),
        Sample.of(
            "text.format",
            "{\"text\":{\"format\":{\"type\":\"json_object\"}}}",
            "json_object|application/json",
            "response_format"),
        Sample.of("text.verbosity", "{\"text\":{\"verbosity\":\"low\"}}", "\"verbosity\":\"low\""),
        Sample.of("user", "{\"user\":\"zz33\"}", "zz33"),
        Sample.of("safety_identifier", "{\"safety_identifier\":\"zz34\"}", "zz34", "user"));
  }

  private static List<Sample> own() {
    return List.of(
        Sample.of("metadata", "{\"metadata\":{\"k\":\"zz40\"}}", "zz40"),
        Sample.of("include", "{\"include\":[\"file_search_call.results\"]}", "file_search_call"),
        Sample.of("max_tool_calls", "{\"max_tool_calls\":4}", "\"max_tool_calls\":4"),
        Sample.of("service_tier", "{\"service_tier\":\"flex\"}", "flex"),
        Sample.of("truncation", "{\"truncation\":\"auto\"}", "\"truncation\""),
        Sample.of("background", "{\"background\":true}", "background"),
        Sample.of("conversation", "{\"conversation\":\"conv_zz73\"}", "zz73"),
        Sample.of("prompt", "{\"prompt\":{\"id\":\"zz74\"}}", "zz74"),
        Sample.of("prompt_cache_key", "{\"prompt_cache_key\":\"zz44\"}", "zz44"),
        Sample.of("prompt_cache_retention", "{\"prompt_cache_retention\":\"24h\"}", "24h"),
        Sample.of(
            "stream_options.include_obfuscation",
            "{\"stream\":true,\"stream_options\":{\"include_obfuscation\":true}}",
            "include_obfuscation"),
        Sample.of("context_management", "{\"context_management\":[{\"type\":\"zz61\"}]}", "zz61"),
        Sample.of("a_field_of_next_year", "{\"a_field_of_next_year\":\"zz45\"}", "zz45"));
  }
}
