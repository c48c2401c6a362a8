package dev.maestro.dialect.fuzz;

import dev.maestro.api.provider.WireDialect;
import dev.maestro.dialect.ClientDialect;
import dev.maestro.dialect.ClientRequest;
import dev.maestro.dialect.chat.ChatClient;
import dev.maestro.dialect.chat.ChatWire;
import dev.maestro.dialect.gemini.GeminiClient;
import dev.maestro.dialect.gemini.GeminiWire;
import dev.maestro.dialect.messages.MessagesClient;
import dev.maestro.dialect.messages.MessagesWire;
import dev.maestro.dialect.responses.ResponsesClient;
import dev.maestro.dialect.responses.ResponsesWire;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** Good inputs of every reader, from which bad ones are made. */
final class Seeds {
  /**
   * A vendor's format with answers in it.
   *
   * @param events the data of a stream's events, one a line; a type in it is its event's name
   */
  record Wire(WireDialect dialect, List<String> events, String whole) {
    @Override
    public String toString() {
      return dialect.dialect().id();
    }
  }

  /** A client's format with requests in it. */
  record Client(ClientDialect dialect, String path, List<String> requests) {
    ClientRequest request(Buffer body) {
      return new ClientRequest(path, Map.of(), body);
    }

    @Override
    public String toString() {
      return dialect.dialect().id();
    }
  }

  private Seeds() {}

  static List<Wire> wires() {
    return List.of(messages(), chat(), responses(), gemini());
  }

  private static Wire messages() {
    return new Wire(
        new MessagesWire(),
        List.of(
            "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"c\",\"role\":\"assistant\",\"content\":[],\"usage\":{\"input_tokens\":3,\"cache_read_input_tokens\":1}}}",
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"Hm\"}}",
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"signature_delta\",\"signature\":\"s\"}}",
            "{\"type\":\"content_block_stop\",\"index\":0}",
            "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
            "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"citations_delta\",\"citation\":{\"cited_text\":\"x\"}}}",
            "{\"type\":\"content_block_stop\",\"index\":1}",
            "{\"type\":\"content_block_start\",\"index\":2,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}}",
            "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}}",
            "{\"type\":\"content_block_stop\",\"index\":2}",
            "{\"type\":\"content_block_start\",\"index\":3,\"content_block\":{\"type\":\"server_tool_use\",\"id\":\"s\",\"input\":{}}}",
            "{\"type\":\"content_block_delta\",\"index\":3,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\"}}",
            "{\"type\":\"content_block_stop\",\"index\":3}",
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"},\"usage\":{\"output_tokens\":9}}",
            "{\"type\":\"message_stop\"}"),
        "{\"id\":\"m\",\"type\":\"message\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"a\",\"signature\":\"s\"},{\"type\":\"text\",\"text\":\"b\",\"citations\":[{}]},{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"a\":1}},{\"type\":\"redacted_thinking\",\"data\":\"d\"}],\"stop_reason\":\"tool_use\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}");
  }

  private static Wire chat() {
    return new Wire(
        new ChatWire(),
        List.of(
            "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":{\"content\":[]},\"finish_reason\":null}]}",
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\",\"reasoning_content\":\"Hm\"}}]}",
            "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}}]}",
            "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{}\"}}]}}]}",
            "{\"choices\":[{\"index\":1,\"delta\":{\"refusal\":\"No\"},\"finish_reason\":\"stop\"}]}",
            "{\"choices\":[{\"index\":0,\"delta\":{\"annotations\":[{}]},\"finish_reason\":\"tool_calls\"}]}",
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"prompt_tokens_details\":{\"cached_tokens\":1}}}",
            "[DONE]"),
        "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\",\"refusal\":null,\"annotations\":[],\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}");
  }

  private static Wire responses() {
    return new Wire(
        new ResponsesWire(),
        List.of(
            "{\"type\":\"response.created\",\"response\":{\"id\":\"r\",\"model\":\"m\",\"status\":\"in_progress\"}}",
            "{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":{\"id\":\"rs\",\"type\":\"reasoning\",\"summary\":[]}}",
            "{\"type\":\"response.reasoning_summary_text.delta\",\"item_id\":\"rs\",\"output_index\":0,\"summary_index\":0,\"delta\":\"Hm\"}",
            "{\"type\":\"response.output_item.done\",\"output_index\":0,\"item\":{\"id\":\"rs\",\"type\":\"reasoning\",\"encrypted_content\":\"e\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"Hm\"}]}}",
            "{\"type\":\"response.output_item.added\",\"output_index\":1,\"item\":{\"id\":\"m\",\"type\":\"message\",\"content\":[]}}",
            "{\"type\":\"response.output_text.delta\",\"item_id\":\"m\",\"output_index\":1,\"content_index\":0,\"delta\":\"Hi\",\"logprobs\":[{}]}",
            "{\"type\":\"response.refusal.delta\",\"item_id\":\"m\",\"output_index\":1,\"content_index\":1,\"delta\":\"No\"}",
            "{\"type\":\"response.output_item.done\",\"output_index\":1,\"item\":{\"id\":\"m\",\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"},{\"type\":\"refusal\",\"refusal\":\"No\"}]}}",
            "{\"type\":\"response.output_item.added\",\"output_index\":2,\"item\":{\"id\":\"f\",\"type\":\"function_call\",\"call_id\":\"a\",\"name\":\"f\",\"arguments\":\"\"}}",
            "{\"type\":\"response.function_call_arguments.delta\",\"output_index\":2,\"delta\":\"{}\"}",
            "{\"type\":\"response.output_item.done\",\"output_index\":2,\"item\":{\"id\":\"f\",\"type\":\"function_call\",\"call_id\":\"a\",\"name\":\"f\",\"arguments\":\"{}\"}}",
            "{\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"status\":\"completed\",\"output\":[],\"incomplete_details\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}}"),
        "{\"id\":\"r\",\"model\":\"m\",\"status\":\"incomplete\",\"incomplete_details\":{\"reason\":\"max_output_tokens\"},\"error\":null,\"output\":[{\"type\":\"reasoning\",\"summary\":[{\"text\":\"a\"}],\"encrypted_content\":\"e\"},{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\",\"annotations\":[{}],\"logprobs\":[{}]}]},{\"type\":\"function_call\",\"call_id\":\"a\",\"name\":\"f\",\"arguments\":\"{}\"},{\"type\":\"web_search_call\",\"id\":\"w\"}],\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}");
  }

  private static Wire gemini() {
    return new Wire(
        new GeminiWire(),
        List.of(
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hm\",\"thought\":true}],\"role\":\"model\"},\"index\":0}],\"responseId\":\"r\",\"modelVersion\":\"m\"}",
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\",\"thoughtSignature\":\"s\"}]}}]}",
            "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":{\"a\":1}},\"thoughtSignature\":\"s\"}]}}]}",
            "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"name\":\"g\",\"willContinue\":true}}]}}]}",
            "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{\"partialArgs\":[{\"jsonPath\":\"$.a[0]['b']\",\"stringValue\":\"A\",\"willContinue\":true}],\"willContinue\":true}}]}}]}",
            "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{}},{\"executableCode\":{\"code\":\"x\"}},{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AA==\"}}]}}]}",
            "{\"candidates\":[{\"index\":1,\"content\":{\"parts\":[{\"text\":\"B\"}]},\"finishReason\":\"MAX_TOKENS\"}]}",
            "{\"candidates\":[{\"finishReason\":\"STOP\",\"index\":0,\"groundingMetadata\":{}}],\"promptFeedback\":null,\"usageMetadata\":{\"promptTokenCount\":1,\"candidatesTokenCount\":2,\"thoughtsTokenCount\":3}}"),
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hm\",\"thought\":true},{\"text\":\"Hi\"},{\"functionCall\":{\"name\":\"f\"}}]},\"finishReason\":\"STOP\"}],\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"usageMetadata\":{\"promptTokenCount\":1}}");
  }

  static List<String> errors() {
    return List.of(
        "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"m\"},\"request_id\":\"r\"}",
        "{\"error\":{\"message\":\"m\",\"type\":\"t\",\"param\":\"p\",\"code\":\"context_length_exceeded\"}}",
        "[{\"error\":{\"code\":429,\"message\":\"Please retry in 3s\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"34.4s\"},{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{\"quotaId\":\"PerDay\"}]}]}}]",
        "<html><body>502</body></html>");
  }

  static List<Client> clients() {
    return List.of(
        new Client(
            new ChatClient(),
            "/v1/chat/completions",
            List.of(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\",\"detail\":\"low\"}},{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AA\",\"format\":\"wav\"}},{\"type\":\"file\",\"file\":{\"filename\":\"f\",\"file_data\":\"data:application/pdf;base64,AA\"}}]},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"r\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"},\"strict\":true}}],\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}},\"parallel_tool_calls\":false,\"max_completion_tokens\":9,\"temperature\":0.5,\"top_p\":1,\"stop\":[\"x\"],\"seed\":1,\"n\":1,\"reasoning_effort\":\"low\",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{}}},\"user\":\"u\",\"stream\":true,\"stream_options\":{\"include_usage\":false},\"logit_bias\":{\"1\":2}}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"model\":\"m\"}")),
        new Client(
            new MessagesClient(),
            "/v1/messages",
            List.of(
                "{\"model\":\"m\",\"max_tokens\":99,\"system\":[{\"type\":\"text\",\"text\":\"s\",\"cache_control\":{\"type\":\"ephemeral\"}}],\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"AAAA\"}},{\"type\":\"document\",\"source\":{\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"d\"},\"title\":\"t\"}]},{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"h\",\"signature\":\"s\"},{\"type\":\"redacted_thinking\",\"data\":\"d\"},{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"f\",\"input\":{\"a\":1}}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"c\",\"is_error\":true,\"content\":[{\"type\":\"text\",\"text\":\"r\"}]}]}],\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"},\"strict\":true},{\"type\":\"web_search_20250305\",\"name\":\"w\"}],\"tool_choice\":{\"type\":\"tool\",\"name\":\"f\",\"disable_parallel_tool_use\":true},\"stop_sequences\":[\"x\"],\"temperature\":0.5,\"top_p\":1,\"top_k\":4,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000,\"display\":\"omitted\"},\"output_config\":{\"effort\":\"low\",\"format\":{\"type\":\"json_schema\",\"schema\":{}}},\"metadata\":{\"user_id\":\"u\"},\"stream\":true}",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}")),
        new Client(
            new ResponsesClient(),
            "/v1/responses",
            List.of(
                "{\"model\":\"m\",\"instructions\":\"s\",\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"a\"},{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,AAAA\",\"detail\":\"low\"},{\"type\":\"input_file\",\"filename\":\"f\",\"file_data\":\"data:application/pdf;base64,AA\"}]},{\"type\":\"reasoning\",\"id\":\"r\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"h\"}],\"encrypted_content\":\"e\"},{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"b\"},{\"type\":\"refusal\",\"refusal\":\"n\"}]},{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"{}\"},{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":[{\"type\":\"input_text\",\"text\":\"r\"}]}],\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"parameters\":{\"type\":\"object\"},\"strict\":true},{\"type\":\"custom\",\"name\":\"g\"}],\"tool_choice\":{\"type\":\"function\",\"name\":\"f\"},\"parallel_tool_calls\":false,\"max_output_tokens\":99,\"temperature\":0.5,\"top_p\":1,\"reasoning\":{\"effort\":\"low\",\"summary\":\"auto\"},\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"n\",\"schema\":{}},\"verbosity\":\"low\"},\"user\":\"u\",\"stream\":true,\"store\":false,\"metadata\":{\"k\":\"v\"}}",
                "{\"input\":\"a\",\"model\":\"m\"}")),
        new Client(
            new GeminiClient(),
            "/v1beta/models/m:streamGenerateContent",
            List.of(
                "{\"systemInstruction\":{\"parts\":[{\"text\":\"s\"}]},\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"a\"},{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}},{\"fileData\":{\"mimeType\":\"image/png\",\"fileUri\":\"gs://a\"}}]},{\"role\":\"model\",\"parts\":[{\"text\":\"h\",\"thought\":true,\"thoughtSignature\":\"s\"},{\"functionCall\":{\"id\":\"c\",\"name\":\"f\",\"args\":{\"a\":1}}},{\"executableCode\":{\"code\":\"x\"}}]},{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"id\":\"c\",\"name\":\"f\",\"response\":{\"output\":\"r\"},\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AA\"}}]}}]}],\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"parameters\":{\"type\":\"OBJECT\",\"properties\":{\"a\":{\"type\":\"STRING\",\"nullable\":true,\"enum\":[\"x\"]}}}},{\"name\":\"g\",\"parametersJsonSchema\":{}}]},{\"googleSearch\":{}}],\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\"]}},\"generationConfig\":{\"maxOutputTokens\":9,\"temperature\":0.5,\"topK\":4.0,\"stopSequences\":[\"x\"],\"seed\":1,\"candidateCount\":1,\"responseMimeType\":\"application/json\",\"responseSchema\":{\"type\":\"OBJECT\"},\"thinkingConfig\":{\"thinkingBudget\":9,\"includeThoughts\":true}},\"safetySettings\":[{}]}",
                "{\"contents\":{\"parts\":{\"text\":\"a\"}}}",
                "{\"generateContentRequest\":{\"model\":\"models/m\",\"contents\":[{\"parts\":[{\"text\":\"a\"}]}]}}")));
  }
}
