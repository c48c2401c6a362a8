package dev.maestro.simulator.login;

import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Refused;
import dev.maestro.simulator.exchange.Reply;
import io.vertx.core.MultiMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** A request that a browser brought, with the client, redirect and challenge checked. */
public record AuthorizationRequest(
    MultiMap query,
    String clientId,
    String redirectUri,
    String scope,
    String challenge,
    String state) {

  /** A description as a hostile client or vendor might send it: whoever shows it must escape it. */
  private static final String DENIAL = "<script>alert('denied')</script>The user said no.";

  /**
   * Reads it, or refuses it with the vendor's error page. No mistake is sent to the redirect URI.
   *
   * @param page the page, given an error's name and its description
   */
  public static AuthorizationRequest read(
      Incoming incoming,
      Account account,
      Set<String> scopes,
      BiFunction<String, String, Refused> page) {
    MultiMap query = incoming.query();
    for (String name : query.names()) {
      require(query.getAll(name).size() == 1, page, "invalid_request", name + " is given twice");
    }
    String id = value(query, "client_id");
    String redirect = value(query, "redirect_uri");
    Client client =
        Clients.find(account.vendor(), id)
            .orElseThrow(() -> page.apply("invalid_client", "The client " + id + " is unknown."));
    require(
        client.mayRedirectTo(redirect),
        page,
        "redirect_uri_mismatch",
        "The 'redirect_uri' does not match any of the client's.");
    require(
        value(query, "response_type").equals("code"),
        page,
        "unsupported_response_type",
        "response_type must be code");
    String challenge = value(query, "code_challenge");
    require(
        Pkce.acceptable(value(query, "code_challenge_method"), challenge),
        page,
        "invalid_request",
        "A code_challenge of method S256 is required.");
    String scope = value(query, "scope");
    require(
        !Terms.scopes(scope).isEmpty() && scopes.containsAll(Terms.scopes(scope)),
        page,
        "invalid_scope",
        "Some requested scopes were invalid: " + scope);
    return new AuthorizationRequest(query, id, redirect, scope, challenge, value(query, "state"));
  }

  private static void require(
      boolean met, BiFunction<String, String, Refused> page, String error, String description) {
    if (!met) {
      throw page.apply(error, description);
    }
  }

  private static String value(MultiMap query, String name) {
    String value = query.get(name);
    return value == null ? "" : value;
  }

  /** The query's value, empty where it is absent. */
  public String text(String name) {
    return value(query, name);
  }

  public boolean asks(String oneScope) {
    return Terms.scopes(scope).contains(oneScope);
  }

  public boolean denied(Account account) {
    return account.deny() || text("login_hint").equals("deny");
  }

  public Reply.Whole denial() {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("error", "access_denied");
    answer.put("error_description", DENIAL);
    return redirect(answer);
  }

  /** Sends the browser back; the state goes with it. */
  public Reply.Whole redirect(Map<String, String> answer) {
    Map<String, String> all = new LinkedHashMap<>(answer);
    if (!state.isEmpty()) {
      all.put("state", state);
    }
    String query =
        all.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    String location = redirectUri + (redirectUri.contains("?") ? "&" : "?") + query;
    return new Reply.Whole(302, Map.of("location", location), "text/html; charset=UTF-8", "");
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "AuthorizationRequest[client=" + clientId + "]";
  }
}
