package dev.maestro.api.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.upstream.UpstreamAnswer;
import dev.maestro.api.upstream.UpstreamClient;
import dev.maestro.api.upstream.UpstreamRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A vendor's endpoint of OAuth, for tokens or revocation. Where it has moved (404, 410 or a
 * redirect, which is not followed: a secret must not travel to another host) the next address of
 * the list is asked. Fails with what {@link TokenRefusal} reads; no error repeats a field that was
 * sent.
 */
public final class TokenEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(TokenEndpoint.class);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int SHORTEST_SECRET = 8;

  private final UpstreamClient upstream;
  private final List<String> urls;

  /** With its addresses in order; one at least. */
  public TokenEndpoint(UpstreamClient upstream, List<String> urls) {
    this.upstream = upstream;
    this.urls = List.copyOf(urls);
  }

  /** Sends a form; null values are left out. */
  public Future<TokenAnswer> form(Map<String, String> fields) {
    return send(
        fields, Map.of("content-type", "application/x-www-form-urlencoded"), FormText.of(fields));
  }

  /** Sends a JSON object of texts; null values are left out. */
  public Future<TokenAnswer> json(Map<String, String> fields, Map<String, String> headers) {
    ObjectNode body = MAPPER.createObjectNode();
    fields.forEach((name, value) -> {
      if (value != null) {
        body.put(name, value);
      }
    });
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("content-type", "application/json");
    return send(fields, all, body.toString());
  }

  private Future<TokenAnswer> send(
      Map<String, String> fields, Map<String, String> headers, String body) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("accept", "application/json");
    return from(0, all, Buffer.buffer(body), fields);
  }

  private Future<TokenAnswer> from(
      int index, Map<String, String> headers, Buffer body, Map<String, String> fields) {
    if (index >= urls.size()) {
      return Future.failedFuture(moved());
    }
    String url = urls.get(index);
    return upstream
        .send(new UpstreamRequest(HttpMethod.POST, url, headers, body))
        .compose(answer -> {
          if (answer.ok()) {
            return Future.succeededFuture(read(answer));
          }
          ErrorFacts facts = TokenRefusal.of(answer);
          if (facts.kind() == ErrorKind.NOT_FOUND) {
            LOG.warn("{} answers {}: it has moved", url, answer.status());
            return from(index + 1, headers, body, fields);
          }
          return Future.failedFuture(
              new ProviderException(facts.withMessage(without(fields, facts.message()))));
        });
  }

  private ProviderException moved() {
    return new ProviderException(
        ErrorFacts.of(
                ErrorKind.NOT_FOUND,
                "No endpoint answers at "
                    + String.join(", ", urls)
                    + " any more. Ask the vendor's documentation for the new address and put it into"
                    + " the provider's oauth settings.")
            .withCode(TokenRefusal.MOVED));
  }

  private static TokenAnswer read(UpstreamAnswer answer) {
    try {
      JsonNode body =
          answer.body().length() == 0
              ? MAPPER.createObjectNode()
              : MAPPER.readTree(answer.body().getBytes());
      if (body != null && body.isObject()) {
        return new TokenAnswer(body);
      }
    } catch (IOException unreadable) {
      // Falls through: a parser's message would quote the body, which may hold tokens.
    }
    throw ProviderException.of(
        ErrorKind.MALFORMED,
        "The vendor's token endpoint answered something that is no JSON object.");
  }

  // A vendor may repeat what it refuses.
  private static String without(Map<String, String> fields, String message) {
    String clean = message;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      String value = field.getValue();
      if (value != null && value.length() >= SHORTEST_SECRET && !isPublic(field.getKey())) {
        clean = clean.replace(value, "[hidden]");
      }
    }
    return clean;
  }

  private static boolean isPublic(String field) {
    return field.equals("grant_type") || field.equals("client_id") || field.equals("redirect_uri");
  }
}
