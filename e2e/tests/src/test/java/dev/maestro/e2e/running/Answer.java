package dev.maestro.e2e.running;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpHeaders;

/** A whole answer of the gateway. */
public record Answer(int status, HttpHeaders headers, String body) {
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  public JsonNode json() {
    return json(body);
  }

  static JsonNode json(String text) {
    try {
      return JsonMapper.builder().build().readTree(text);
    } catch (JsonProcessingException notJson) {
      throw new AssertionError("no JSON: " + text, notJson);
    }
  }
}
