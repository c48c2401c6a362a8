package dev.maestro.simulator.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Endpoint;
import dev.maestro.simulator.exchange.Exchange;
import dev.maestro.simulator.exchange.Fields;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Refused;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.login.Account;
import dev.maestro.simulator.login.AuthorizationRequest;
import dev.maestro.simulator.login.Issued;
import dev.maestro.simulator.login.LoginErrors;
import dev.maestro.simulator.login.Pages;
import dev.maestro.simulator.login.Redeemed;
import dev.maestro.simulator.login.Refreshed;
import dev.maestro.simulator.login.Terms;
import java.util.Map;
import java.util.Set;

/** Anthropic's authorization server, and what its access tokens open beside the API. */
public final class AnthropicLogin {
  static final String ORGANIZATION = "5f1e0c1a-0000-4000-8000-000000000001";

  private static final Set<String> SCOPES =
      Set.of(
          "org:create_api_key",
          "user:profile",
          "user:inference",
          "user:sessions:claude_code",
          "user:mcp_servers",
          "user:file_upload");

  private final Account account;
  private final AnthropicKeys keys;

  public AnthropicLogin(Account account) {
    this.account = account;
    this.keys = new AnthropicKeys(account);
  }

  /** The endpoint of a whole path. */
  public Endpoint route(String method, String path) {
    return LoginErrors.forced(
        switch (method + " " + path) {
          case "GET /auth/anthropic/oauth/authorize" -> this::authorize;
          case "POST /auth/anthropic/v1/oauth/token" -> this::token;
          case "POST /api/oauth/claude_cli/create_api_key" -> keys::create;
          case "GET /api/oauth/profile" -> keys::profile;
          default -> AnthropicLogin::unknown;
        },
        AnthropicErrors::asked);
  }

  /** Also the answer of hosts that were given up. */
  private static Reply unknown(Incoming incoming, Exchange exchange) {
    throw AnthropicErrors.refused(404, "not_found_error", "Not found");
  }

  private Reply authorize(Incoming incoming, Exchange exchange) {
    AuthorizationRequest request =
        AuthorizationRequest.read(incoming, account, SCOPES, AnthropicLogin::page);
    if (request.state().isEmpty()) {
      throw page("invalid_request", "Missing state parameter");
    }
    boolean manual =
        request.redirectUri().startsWith("https:") && request.text("code").equals("true");
    if (request.denied(account)) {
      return manual ? Pages.error(200, "access_denied", "You said no.") : request.denial();
    }
    String code =
        account.agree(request, new Terms(request.clientId(), request.scope(), true, false));
    return manual
        ? Pages.code(code + "#" + request.state())
        : request.redirect(Map.of("code", code));
  }

  private static Refused page(String error, String description) {
    return new Refused(Pages.error(400, error, "Invalid request format: " + description));
  }

  private Reply token(Incoming incoming, Exchange exchange) {
    Fields fields = LoginErrors.fields(incoming);
    if (fields.kind() != Fields.Kind.JSON) {
      throw AnthropicErrors.invalid("The request body is not valid JSON");
    }
    return switch (LoginErrors.required(fields, "grant_type")) {
      case "authorization_code" -> exchange(fields);
      case "refresh_token" -> refresh(fields);
      default -> throw LoginErrors.refused(400, "unsupported_grant_type", "Unsupported grant type");
    };
  }

  /** The state belongs to the exchange here, which RFC 6749 does not know. */
  private Reply exchange(Fields fields) {
    String code = LoginErrors.required(fields, "code");
    String state = LoginErrors.required(fields, "state");
    Redeemed redeemed =
        account
            .grants()
            .redeem(
                code,
                LoginErrors.required(fields, "client_id"),
                LoginErrors.required(fields, "redirect_uri"),
                LoginErrors.required(fields, "code_verifier"));
    return switch (redeemed) {
      case Redeemed.Good good when good.state().equals(state) -> tokens(account.open(good.terms()));
      case Redeemed.Good good -> throw wrong("state");
      case Redeemed.Wrong wrong -> throw wrong(wrong.field());
    };
  }

  private static Refused wrong(String field) {
    return LoginErrors.refused(400, "invalid_grant", "Invalid '" + field + "' in request.");
  }

  private Reply refresh(Fields fields) {
    LoginErrors.required(fields, "refresh_token");
    LoginErrors.required(fields, "client_id");
    return switch (account.refresh(fields)) {
      case Refreshed.Renewed renewed -> tokens(renewed.tokens());
      case Refreshed.Denied(Refreshed.Why why) when why == Refreshed.Why.SCOPE ->
          throw LoginErrors.refused(400, "invalid_scope", "The scope exceeds what was granted");
      case Refreshed.Denied(Refreshed.Why why) ->
          throw LoginErrors.refused(
              400,
              "invalid_grant",
              why == Refreshed.Why.EXPIRED
                  ? "Refresh token expired"
                  : "Refresh token not found or invalid");
    };
  }

  private static Reply.Whole tokens(Issued issued) {
    ObjectNode answer =
        Json.object()
            .put("token_type", "Bearer")
            .put("access_token", issued.access())
            .put("refresh_token", issued.refresh())
            .put("expires_in", issued.expiresIn())
            .put("scope", issued.grant().terms().scope());
    answer
        .putObject("account")
        .put("uuid", issued.grant().account())
        .put("email_address", issued.grant().email());
    answer.putObject("organization").put("uuid", ORGANIZATION).put("name", "Simulated");
    return Reply.json(200, Map.of("cache-control", "no-store"), answer);
  }
}
