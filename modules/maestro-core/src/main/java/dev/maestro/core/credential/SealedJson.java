package dev.maestro.core.credential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Tokens;
import java.util.Map;
import java.util.TreeMap;

/** How tokens, and the secrets of a login, are written before they are sealed. */
public final class SealedJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private SealedJson() {}

  /** State and verifier of a login. */
  public record LoginSecrets(Secret state, Secret verifier) {}

  public static Secret of(LoginSecrets secrets) {
    ObjectNode json = MAPPER.createObjectNode();
    put(json, "state", secrets.state());
    put(json, "verifier", secrets.verifier());
    return Secret.of(json.toString());
  }

  public static LoginSecrets loginSecrets(Secret text) {
    JsonNode json = read(text);
    return new LoginSecrets(secret(json, "state"), secret(json, "verifier"));
  }

  public static Secret of(Tokens tokens) {
    ObjectNode json = MAPPER.createObjectNode();
    put(json, "access", tokens.access());
    put(json, "refresh", tokens.refresh());
    put(json, "identity", tokens.identity());
    put(json, "api_key", tokens.apiKey());
    ObjectNode more = json.putObject("more");
    tokens.more().forEach((name, value) -> put(more, name, value));
    return Secret.of(json.toString());
  }

  public static Tokens tokens(Secret text) {
    JsonNode json = read(text);
    Map<String, Secret> more = new TreeMap<>();
    json.path("more")
        .properties()
        .forEach(field -> more.put(field.getKey(), Secret.of(field.getValue().asText())));
    return new Tokens(
        secret(json, "access"),
        secret(json, "refresh"),
        secret(json, "identity"),
        secret(json, "api_key"),
        more);
  }

  private static void put(ObjectNode json, String name, Secret value) {
    if (value != null) {
      json.put(name, value.reveal());
    }
  }

  private static Secret secret(JsonNode json, String name) {
    JsonNode value = json.path(name);
    return value.isTextual() ? Secret.of(value.asText()) : null;
  }

  private static JsonNode read(Secret text) {
    try {
      return MAPPER.readTree(text.reveal());
    } catch (JsonProcessingException foreign) {
      // Without the cause, which quotes the text.
      throw new IllegalStateException("what was sealed is no JSON of ours");
    }
  }
}
