package dev.maestro.e2e.dialect;

import java.util.List;

/** OpenAI Chat Completions. Source: the vendor's API reference, November 2026. */
final class ChatFields implements Fields {
  private static final String TOOL =
      "{\"type\":\"function\",\"function\":{\"name\":\"look_up\",\"description\":\"Looks zz11 up\",\"parameters\":{\"type\":\"object\",\"properties\":{\"q\":{\"$ref\":\"#/$defs/zz12\"}},\"$defs\":{\"zz12\":{\"type\":\"string\"}},\"additionalProperties\":false},\"strict\":true}}";
  private static final String CALL =
      "{\"role\":\"user\",\"content\":\"zz\"},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_zz1\",\"type\":\"function\",\"function\":{\"name\":\"look_up\",\"arguments\":\"{\\\"q\\\":\\\"zz2\\\"}\"}}]}";

  @Override
  public String dialect() {
    return "chat";
  }

  @Override
  public String path(String model) {
    return "/v1/chat/completions";
  }

  @Override
  public String minimal(String model) {
    return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  }

  @Override
  public List<Sample> samples() {
    return java.util.stream.Stream.of(content(), tools(), settings(), own())
        .flatMap(List::stream)
        .toList();
  }

  private static Sample message(String field, String messages, String evidence, String... names) {
    return Sample.of(field, "{\"messages\":[" + messages + "]}", evidence, names);
  }

  private static Sample part(String field, String part, String evidence, String... names) {
    return message(field, "{\"role\":\"user\",\"content\":[" + part + "]}", evidence, names);
  }

  private static List<Sample> content() {
    String user = "{\"role\":\"user\",\"content\":\"zz\"}";
    return List.of(
        message("messages.role.system", "{\"role\":\"system\",\"content\":\"zz3\"}," + user, "zz3"),
        message(
            "messages.role.developer",
            "{\"role\":\"developer\",\"content\":[{\"type\":\"text\",\"text\":\"zz3\"}]}," + user,
            "zz3"),
        message(
            "messages[1].role",
            user + ",{\"role\":\"system\",\"content\":\"zz3\"}," + user,
            "zz3",
            "messages"),
        message(
            "messages.role.assistant",
            user + ",{\"role\":\"assistant\",\"content\":\"zz4\"}," + user,
            "zz4"),
        message(
            "messages[1].refusal",
            user + ",{\"role\":\"assistant\",\"refusal\":\"zz5\"}," + user,
            "zz5"),
        message(
            "messages[1].reasoning_content",
            user
                + ",{\"role\":\"assistant\",\"content\":\"a\",\"reasoning_content\":\"zz6\"},"
                + user,
            "zz6",
            "messages",
            "messages[1]"),
        message(
            "messages[0].name", "{\"role\":\"user\",\"name\":\"zz7\",\"content\":\"a\"}", "zz7"),
        message(
            "messages[1].audio",
            user + ",{\"role\":\"assistant\",\"content\":\"a\",\"audio\":{\"id\":\"zz8\"}}," + user,
            "zz8"),
        message(
            "messages.tool_calls.id",
            CALL + ",{\"role\":\"tool\",\"tool_call_id\":\"call_zz1\",\"content\":\"zz9\"}",
            "call_zz1(.|\\n)*call_zz1"),
        message(
            "messages.tool_calls.arguments",
            CALL + ",{\"role\":\"tool\",\"tool_call_id\":\"call_zz1\",\"content\":\"zz9\"}",
            "zz2"),
        message(
            "messages.tool.content",
            CALL
                + ",{\"role\":\"tool\",\"tool_call_id\":\"call_zz1\",\"content\":[{\"type\":\"text\",\"text\":\"zz9\"}]}",
            "zz9"),
        part(
            "messages[0].content[0].cache_control",
            "{\"type\":\"text\",\"text\":\"zz10\",\"cache_control\":{\"type\":\"ephemeral\"}}",
            "ephemeral"),
        part("messages.content.text", "{\"type\":\"text\",\"text\":\"zz10\"}", "zz10"),
        part(
            "messages[0].content[0].image_url",
            "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,enoxMQ==\"}}",
            "enoxMQ=="),
        part(
            "messages[0].content[0].image_url.url",
            "{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://zz.example/a.png\"}}",
            "zz\\.example",
            "messages"),
        part(
            "messages[0].content[0].image_url.detail",
            "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,enoxMQ==\",\"detail\":\"high\"}}",
            "\"detail\":\"high\""),
        part(
            "messages[0].content[0].input_audio",
            "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"enoxMQ==\",\"format\":\"wav\"}}",
            "enoxMQ==",
            "messages"),
        part(
            "messages[0].content[0].file.file_data",
            "{\"type\":\"file\",\"file\":{\"filename\":\"zz.pdf\",\"file_data\":\"data:application/pdf;base64,enoxMQ==\"}}",
            "enoxMQ=="),
        part(
            "messages[0].content[0].file.filename",
            "{\"type\":\"file\",\"file\":{\"filename\":\"zz12.pdf\",\"file_data\":\"data:application/pdf;base64,enoxMQ==\"}}",
            "zz12\\.pdf"),
        part(
            "messages[0].content[0].file.file_id",
            "{\"type\":\"file\",\"file\":{\"file_id\":\"file-zz13\"}}",
            "file-zz13",
            "messages"));
  }

  private static Sample tool(String field, String more, String evidence, String... names) {
    return Sample.of(field, "{\"tools\":[" + TOOL + "]" + more + "}", evidence, names);
  }

  private static List<Sample> tools() {
    return List.of(
        tool("tools.function.name", "", "look_up"),
        tool("tools.function.description", "", "zz11"),
        tool("tools.function.parameters", "", "\"\\$ref\":\"#/\\$defs/zz12\""),
        tool(
            "tools.function.parameters.additionalProperties", "", "\"additionalProperties\":false"),
        tool("tools.function.strict", "", "\"strict\":true", "tools.strict"),
        tool("tool_choice", ",\"tool_choice\":\"auto\"", "(?i)\"auto\""),
        tool("tool_choice", ",\"tool_choice\":\"none\"", "(?i)\"none\""),
        tool("tool_choice", ",\"tool_choice\":\"required\"", "\"any\"|\"required\"|\"ANY\""),
        tool(
            "tool_choice",
            ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"look_up\"}}",
            "\"tool\",\"name\":\"look_up\"|\\[\"look_up\"]|\"function\",\"name\":\"look_up\"}[,}]|\"tool_choice\":\\{\"type\":\"function\""),
        tool(
            "tool_choice",
            ",\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":[]}}",
            "allowed_tools",
            "tool_choice.type"),
        tool(
            "parallel_tool_calls",
            ",\"parallel_tool_calls\":false",
            "\"parallel_tool_calls\":false|\"disable_parallel_tool_use\":true"),
        Sample.of("tool_choice", "{\"tool_choice\":\"required\"}", "\"required\""),
        Sample.of(
            "tools[0].type",
            "{\"tools\":[{\"type\":\"custom\",\"custom\":{\"name\":\"zz14\"}}]}",
            "zz14"),
        Sample.of("functions", "{\"functions\":[{\"name\":\"zz15\"}]}", "zz15"),
        Sample.of(
            "function_call",
            "{\"function_call\":\"none\",\"functions\":[]}",
            "\"function_call\":\"none\""));
  }

  private static List<Sample> settings() {
    return List.of(
        Sample.of(
            "max_completion_tokens", "{\"max_completion_tokens\":7777}", "7777", "max_tokens"),
        Sample.of("max_tokens", "{\"max_tokens\":7777}", "7777"),
        Sample.of(
            "max_completion_tokens", "{\"max_completion_tokens\":3}", "okens\":3\\b", "max_tokens"),
        Sample.of("temperature", "{\"temperature\":0.625}", "0\\.625"),
        Sample.of("temperature", "{\"temperature\":1.625}", "1\\.625"),
        Sample.of("top_p", "{\"top_p\":0.375}", "0\\.375"),
        Sample.of("top_p", "{\"top_p\":0.996}", "0\\.996"),
        Sample.of("top_k", "{\"top_k\":37}", "\"top_?[kK]\":37"),
        Sample.of("stop", "{\"stop\":\"zz20\"}", "zz20"),
        Sample.of("stop", "{\"stop\":[\"zz21\",\"zz22\"]}", "zz21(.|\\n)*zz22"),
        Sample.of("stop", "{\"stop\":[\"a1\",\"a2\",\"a3\",\"a4\",\"a5\",\"zz23\"]}", "zz23"),
        Sample.of("seed", "{\"seed\":424242}", "424242"),
        Sample.of("seed", "{\"seed\":4242424242424}", "4242424242424"),
        Sample.of("n", "{\"n\":3}", "(\"n\"|Count\"):3", "choices"),
        Sample.of("presence_penalty", "{\"presence_penalty\":0.625}", "0\\.625"),
        Sample.of("frequency_penalty", "{\"frequency_penalty\":0.375}", "0\\.375"),
        Sample.of("logit_bias", "{\"logit_bias\":{\"4242\":7}}", "4242"),
        Sample.of("logprobs", "{\"logprobs\":true}", "\"logprobs\":true"),
        Sample.of("top_logprobs", "{\"logprobs\":true,\"top_logprobs\":5}", "\"top_logprobs\":5"),
        Sample.of(
            "reasoning_effort",
            "{\"reasoning_effort\":\"low\"}",
            "\"low\"|2048|\"thinkingLevel\"",
            "reasoning",
            "reasoning.effort"),
        Sample.of(
            "reasoning_effort",
            "{\"reasoning_effort\":\"none\"}",
            "disabled|\"none\"|\"thinkingBudget\":0",
            Sample.IDLE,
            "reasoning",
            "reasoning.effort"),
        Sample.of(
            "reasoning_effort",
            "{\"reasoning_effort\":\"minimal\"}",
            "\"minimal\"|1024|512|\"thinkingLevel\"",
            "reasoning",
            "reasoning.effort"),
        Sample.of(
            "reasoning_effort",
            "{\"reasoning_effort\":\"xhigh\"}",
            "\"xhigh\"|32000|24576",
            "reasoning",
            "reasoning.effort"),
        Sample.of(
            "response_format",
            "{\"response_format\":{\"type\":\"json_object\"}}",
            "json_object|application/json"),
        Sample.of(
            "response_format.json_schema.schema",
            "{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"zz30\",\"schema\":{\"type\":\"object\",\"properties\":{\"zz31\":{\"type\":\"string\"}},\"additionalProperties\":false}}}}",
            "zz31"),
        Sample.of(
            "response_format.json_schema.name",
            "{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"zz30\",\"schema\":{\"type\":\"object\",\"properties\":{}}}}}",
            "zz30"),
        Sample.of(
            "response_format.json_schema.description",
            "{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"description\":\"zz32\",\"schema\":{\"type\":\"object\",\"properties\":{}}}}}",
            "zz32"),
        Sample.of("user", "{\"user\":\"zz33\"}", "zz33"),
        Sample.of("safety_identifier", "{\"safety_identifier\":\"zz34\"}", "zz34", "user"));
  }

  private static List<Sample> own() {
    return List.of(
        Sample.of("metadata", "{\"metadata\":{\"k\":\"zz40\"}}", "zz40"),
        Sample.of("cache_control", "{\"cache_control\":{\"type\":\"ephemeral\"}}", "ephemeral"),
        Sample.of("store", "{\"store\":true}", "\"store\":true"),
        Sample.of("service_tier", "{\"service_tier\":\"flex\"}", "flex"),
        Sample.of("verbosity", "{\"verbosity\":\"low\"}", "\"low\""),
        Sample.of("modalities", "{\"modalities\":[\"text\"]}", "modalities"),
        Sample.of("audio", "{\"audio\":{\"voice\":\"zz41\",\"format\":\"wav\"}}", "zz41"),
        Sample.of(
            "prediction", "{\"prediction\":{\"type\":\"content\",\"content\":\"zz42\"}}", "zz42"),
        Sample.of(
            "web_search_options",
            "{\"web_search_options\":{\"search_context_size\":\"zz43\"}}",
            "zz43"),
        Sample.of("prompt_cache_key", "{\"prompt_cache_key\":\"zz44\"}", "zz44"),
        Sample.of("prompt_cache_retention", "{\"prompt_cache_retention\":\"24h\"}", "24h"),
        Sample.of(
            "stream_options.include_obfuscation",
            "{\"stream\":true,\"stream_options\":{\"include_obfuscation\":true}}",
            "include_obfuscation"),
        Sample.of("a_field_of_next_year", "{\"a_field_of_next_year\":\"zz45\"}", "zz45"));
  }
}
