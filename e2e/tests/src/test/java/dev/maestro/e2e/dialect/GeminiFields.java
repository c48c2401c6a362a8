package dev.maestro.e2e.dialect;

import java.util.List;
import java.util.stream.Stream;

/** Gemini generateContent. Source: the vendor's API reference, November 2026. */
final class GeminiFields implements Fields {
  private static final String FUNCTION =
      "{\"name\":\"look_up\",\"description\":\"Looks zz11 up\",\"parametersJsonSchema\":{\"type\":\"object\",\"properties\":{\"q\":{\"$ref\":\"#/$defs/zz12\"}},\"$defs\":{\"zz12\":{\"type\":\"string\"}},\"additionalProperties\":false}}";
  private static final String USER = "{\"role\":\"user\",\"parts\":[{\"text\":\"zz\"}]}";
  private static final String CALL =
      USER
          + ",{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"id\":\"call_zz1\",\"name\":\"look_up\",\"args\":{\"q\":\"zz2\"}},\"thoughtSignature\":\"skip_thought_signature_validator\"}]},";

  @Override
  public String dialect() {
    return "gemini";
  }

  @Override
  public String path(String model) {
    return "/v1beta/models/" + model + ":generateContent";
  }

  @Override
  public String minimal(String model) {
    return "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hello\"}]}]}";
  }

  @Override
  public List<Sample> samples() {
    return Stream.of(contents(), tools(), settings(), own()).flatMap(List::stream).toList();
  }

  private static Sample contents(String field, String contents, String evidence, String... names) {
    return Sample.of(field, "{\"contents\":[" + contents + "]}", evidence, names);
  }

  private static Sample part(String field, String part, String evidence, String... names) {
    return contents(field, "{\"role\":\"user\",\"parts\":[" + part + "]}", evidence, names);
  }

  private static List<Sample> contents() {
    String answered =
        "{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"id\":\"call_zz1\",\"name\":\"look_up\",\"response\":{\"output\":\"zz9\"}}}]}";
    return List.of(
        Sample.of(
            "systemInstruction", "{\"systemInstruction\":{\"parts\":[{\"text\":\"zz3\"}]}}", "zz3"),
        contents(
            "contents.model",
            USER + ",{\"role\":\"model\",\"parts\":[{\"text\":\"zz4\"}]}," + USER,
            "zz4"),
        part("contents.parts.text", "{\"text\":\"zz10\"}", "zz10"),
        part(
            "contents.parts.inlineData.image",
            "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"enoxMQ==\"}}",
            "enoxMQ=="),
        part(
            "contents.parts.inlineData.pdf",
            "{\"inlineData\":{\"mimeType\":\"application/pdf\",\"data\":\"enoxMQ==\"}}",
            "enoxMQ=="),
        part(
            "contents[0].parts[0].inlineData",
            "{\"inlineData\":{\"mimeType\":\"audio/wav\",\"data\":\"enoxMQ==\"}}",
            "enoxMQ==",
            "messages",
            "messages[0]"),
        part(
            "contents[0].parts[0].inlineData",
            "{\"inlineData\":{\"mimeType\":\"video/mp4\",\"data\":\"enoxMQ==\"}}",
            "enoxMQ==",
            "messages",
            "messages[0]"),
        part(
            "contents[0].parts[0].fileData",
            "{\"fileData\":{\"mimeType\":\"image/png\",\"fileUri\":\"https://generativelanguage.googleapis.com/v1beta/files/zz13\"}}",
            "files/zz13",
            "messages",
            "messages[0]"),
        part(
            "contents[0].parts[0].videoMetadata",
            "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"enoxMQ==\"},\"videoMetadata\":{\"fps\":7.25}}",
            "7\\.25"),
        part(
            "contents[0].parts[0].mediaResolution",
            "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"enoxMQ==\"},\"mediaResolution\":{\"level\":\"MEDIA_RESOLUTION_HIGH\"}}",
            "MEDIA_RESOLUTION_HIGH"),
        contents("contents.functionCall.id", CALL + answered, "call_zz1(.|\\n)*call_zz1"),
        contents("contents.functionCall.args", CALL + answered, "zz2"),
        contents("contents.functionResponse.response", CALL + answered, "zz9"),
        contents(
            "contents[2].parts[0].functionResponse.response.error",
            CALL + answered.replace("output", "error"),
            "\"is_error\":true|\"error\":|\\\\\"error",
            "messages",
            "messages[2]"),
        contents(
            "contents[1].parts[0].thought",
            USER
                + ",{\"role\":\"model\",\"parts\":[{\"text\":\"zz6\",\"thought\":true},{\"text\":\"a\"}]},"
                + USER,
            "zz6",
            "messages",
            "messages[1]"),
        contents(
            "contents[1].parts[0].executableCode",
            USER
                + ",{\"role\":\"model\",\"parts\":[{\"executableCode\":{\"language\":\"PYTHON\",\"code\":\"zz80\"}},{\"text\":\"a\"}]},"
                + USER,
            "zz80",
            "messages",
            "messages[1]"));
  }

  private static Sample tool(String field, String more, String evidence, String... names) {
    return Sample.of(
        field,
        "{\"tools\":[{\"functionDeclarations\":[" + FUNCTION + "]}]" + more + "}",
        evidence,
        names);
  }

  private static String mode(String config) {
    return ",\"toolConfig\":{\"functionCallingConfig\":{" + config + "}}";
  }

  private static List<Sample> tools() {
    return List.of(
        tool("tools.name", "", "look_up"),
        tool("tools.description", "", "zz11"),
        tool("tools.parametersJsonSchema", "", "\"\\$ref\":\"#/\\$defs/zz12\""),
        Sample.of(
            "tools.parameters",
            "{\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"parameters\":{\"type\":\"OBJECT\",\"properties\":{\"zz16\":{\"type\":\"STRING\"}}}}]}]}",
            "zz16"),
        Sample.of(
            "tools[0].functionDeclarations[0].response",
            "{\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"response\":{\"type\":\"OBJECT\",\"properties\":{\"zz17\":{\"type\":\"STRING\"}}}}]}]}",
            "zz17"),
        Sample.of("tools[0].googleSearch", "{\"tools\":[{\"googleSearch\":{}}]}", "googleSearch"),
        Sample.of(
            "tools[0].codeExecution", "{\"tools\":[{\"codeExecution\":{}}]}", "codeExecution"),
        Sample.of("tools[0].urlContext", "{\"tools\":[{\"urlContext\":{}}]}", "urlContext"),
        tool("toolConfig.mode", mode("\"mode\":\"AUTO\""), "(?i)\"auto\"", "tool_choice"),
        tool("toolConfig.mode", mode("\"mode\":\"NONE\""), "(?i)\"none\"", "tool_choice"),
        tool(
            "toolConfig.mode",
            mode("\"mode\":\"ANY\""),
            "\"any\"|\"required\"|\"ANY\"",
            "tool_choice"),
        tool("toolConfig.functionCallingConfig.mode", mode("\"mode\":\"VALIDATED\""), "VALIDATED"),
        tool(
            "toolConfig.functionCallingConfig.allowedFunctionNames",
            mode("\"mode\":\"ANY\",\"allowedFunctionNames\":[\"look_up\"]"),
            "\"tool\",\"name\":\"look_up\"|\\[\"look_up\"]|\"tool_choice\":\\{\"type\":\"function\""),
        tool(
            "toolConfig.functionCallingConfig.allowedFunctionNames",
            mode("\"mode\":\"ANY\",\"allowedFunctionNames\":[\"look_up\",\"other_zz\"]"),
            "other_zz"),
        tool(
            "toolConfig.retrievalConfig",
            ",\"toolConfig\":{\"retrievalConfig\":{\"languageCode\":\"zz81\"}}",
            "zz81"));
  }

  private static Sample setting(String name, String value, String evidence, String... names) {
    return Sample.of(
        "generationConfig." + name,
        "{\"generationConfig\":{\"" + name + "\":" + value + "}}",
        evidence,
        names);
  }

  private static List<Sample> settings() {
    String schema =
        "{\"generationConfig\":{\"responseMimeType\":\"application/json\",\"%s\":{\"type\":\"%s\",\"properties\":{\"zz31\":{\"type\":\"%s\"}}}}}";
    return List.of(
        setting("maxOutputTokens", "7777", "7777", "max_tokens"),
        setting("temperature", "0.625", "0\\.625"),
        setting("temperature", "1.625", "1\\.625"),
        setting("topP", "0.375", "0\\.375", "top_p"),
        setting("topK", "37", "\"top_?[kK]\":37", "top_k"),
        setting("stopSequences", "[\"zz21\",\"zz22\"]", "zz21(.|\\n)*zz22", "stop"),
        setting("seed", "424242", "424242"),
        setting("candidateCount", "3", "(\"n\"|Count\"):3", "n", "choices"),
        setting("presencePenalty", "0.625", "0\\.625", "presence_penalty"),
        setting("frequencyPenalty", "0.375", "0\\.375", "frequency_penalty"),
        setting("responseLogprobs", "true", "responseLogprobs"),
        setting("logprobs", "5", "\"logprobs\":5"),
        setting(
            "responseMimeType",
            "\"application/json\"",
            "json_object|application/json",
            "response_format"),
        setting("responseMimeType", "\"text/x.enum\"", "text/x\\.enum"),
        Sample.of(
            "generationConfig.responseJsonSchema",
            schema.formatted("responseJsonSchema", "object", "string"),
            "zz31"),
        Sample.of(
            "generationConfig.responseSchema",
            schema.formatted("responseSchema", "OBJECT", "STRING"),
            "zz31"),
        setting("responseModalities", "[\"TEXT\",\"IMAGE\"]", "IMAGE"),
        setting("mediaResolution", "\"MEDIA_RESOLUTION_LOW\"", "MEDIA_RESOLUTION_LOW"),
        setting("speechConfig", "{\"languageCode\":\"zz82\"}", "zz82"),
        setting(
            "thinkingConfig",
            "{\"thinkingBudget\":3333}",
            "3333",
            "reasoning",
            "reasoning.budget_tokens"),
        setting(
            "thinkingConfig",
            "{\"thinkingBudget\":0}",
            "disabled|\"none\"|\"thinkingBudget\":0",
            Sample.IDLE,
            "reasoning",
            "reasoning.effort"),
        setting(
            "thinkingConfig",
            "{\"thinkingLevel\":\"LOW\"}",
            "(?i)\"low\"|2048|\"thinkingLevel\"",
            "reasoning",
            "reasoning.effort"),
        setting(
            "thinkingConfig",
            "{\"includeThoughts\":true,\"thinkingBudget\":3333}",
            "summarized|\"summary\":\"auto\"|\"includeThoughts\":true",
            "reasoning",
            "reasoning.summary"));
  }

  private static List<Sample> own() {
    return List.of(
        Sample.of(
            "safetySettings",
            "{\"safetySettings\":[{\"category\":\"HARM_CATEGORY_HARASSMENT\",\"threshold\":\"BLOCK_NONE\"}]}",
            "HARM_CATEGORY"),
        Sample.of("cachedContent", "{\"cachedContent\":\"cachedContents/zz83\"}", "zz83"),
        Sample.of("labels", "{\"labels\":{\"k\":\"zz84\"}}", "zz84"),
        Sample.of("serviceTier", "{\"serviceTier\":\"flex\"}", "flex"),
        // OpenAI has a field of this name, which is not this one.
        Sample.of("store", "{\"store\":true}", "\"contents\"(?s:.*)\"store\":true"),
        Sample.of("aFieldOfNextYear", "{\"aFieldOfNextYear\":\"zz45\"}", "zz45"));
  }
}
