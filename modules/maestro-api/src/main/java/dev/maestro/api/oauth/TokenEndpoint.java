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
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A vendor's endpoint of OAuth, for tokens, keys or revocation. Where it has moved (404, 410 or a
 * redirect, which is not followed: a secret must not travel to another host) or no connection can
 * be had, the next address of the list is asked; never after a request went out and was not
 * answered, since a token may have been used up by it. Fails with what {@link TokenRefusal} reads;
 * no error repeats a field that was sent.
 */
public final class TokenEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(TokenEndpoint.class);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int LARGEST = 1 << 20;

  /** For an answer to its last byte. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final UpstreamClient upstream;
  private final List<String> urls;
  private final Duration patience;

  /** With its addresses in order; one at least. */
  public TokenEndpoint(UpstreamClient upstream, List<String> urls) {
    this(upstream, urls, PATIENCE);
  }

  TokenEndpoint(UpstreamClient upstream, List<String> urls, Duration patience) {
    this.upstream = upstream;
    this.urls = List.copyOf(urls);
    this.patience = patience;
  }

  /** Sends a form; null values are left out. */
  public Future<TokenAnswer> form(Map<String, String> fields) {
    return send(
        HttpMethod.POST,
        fields,
        Map.of("content-type", "application/x-www-form-urlencoded"),
        Buffer.buffer(FormText.of(fields)));
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
    return send(HttpMethod.POST, fields, all, Buffer.buffer(body.toString()));
  }

  /** Sends headers alone, by POST and with the media type of JSON. */
  public Future<TokenAnswer> post(Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("content-type", "application/json");
    return send(HttpMethod.POST, headers, all, Buffer.buffer());
  }

  /** Asks with headers alone, by GET. */
  public Future<TokenAnswer> read(Map<String, String> headers) {
    return send(HttpMethod.GET, headers, headers, null);
  }

  private Future<TokenAnswer> send(
      HttpMethod method, Map<String, String> secrets, Map<String, String> headers, Buffer body) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("accept", "application/json");
    List<UpstreamRequest> requests =
        urls.stream().map(url -> new UpstreamRequest(method, url, all, body)).toList();
    return from(0, requests, new Withheld(secrets), null);
  }

  private Future<TokenAnswer> from(
      int index, List<UpstreamRequest> requests, Withheld withheld, Throwable unreachable) {
    if (index >= requests.size()) {
      return Future.failedFuture(unreachable == null ? moved() : unreachable);
    }
    UpstreamRequest request = requests.get(index);
    return upstream
        .open(request)
        .transform(opened ->
            opened.failed()
                ? from(index + 1, requests, withheld, opened.cause())
                : answer(opened.result(), request)
                    .compose(answer -> {
                      if (answer.ok()) {
                        return Future.succeededFuture(read(answer));
                      }
                      ErrorFacts facts = TokenRefusal.of(answer, withheld);
                      if (facts.kind() == ErrorKind.NOT_FOUND) {
                        LOG.warn("{} answers {}: it has moved", request, answer.status());
                        return from(index + 1, requests, withheld, unreachable);
                      }
                      return Future.failedFuture(new ProviderException(facts));
                    }));
  }

  private Future<UpstreamAnswer> answer(HttpClientRequest out, UpstreamRequest request) {
    return UpstreamClient.send(out, request.body())
        .compose(in -> UpstreamClient.whole(in, LARGEST).map(body -> UpstreamAnswer.of(in, body)))
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(broken -> out.reset())
        .recover(cause -> Future.failedFuture(UpstreamClient.translate(cause, request)));
  }

  private ProviderException moved() {
    String asked =
        urls.stream()
            .map(url -> UpstreamRequest.read(url, Map.of()).toString().replace("GET ", ""))
            .collect(Collectors.joining(", "));
    return new ProviderException(
        ErrorFacts.of(
                ErrorKind.NOT_FOUND,
                "No endpoint answers at "
                    + asked
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
}
