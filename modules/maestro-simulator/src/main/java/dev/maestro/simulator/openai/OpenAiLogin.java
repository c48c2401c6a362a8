package dev.maestro.simulator.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Endpoint;
import dev.maestro.simulator.exchange.Exchange;
import dev.maestro.simulator.exchange.Fields;
import dev.maestro.simulator.exchange.Ids;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Refused;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.login.Account;
import dev.maestro.simulator.login.AuthorizationRequest;
import dev.maestro.simulator.login.Issued;
import dev.maestro.simulator.login.Jwt;
import dev.maestro.simulator.login.LoginErrors;
import dev.maestro.simulator.login.Pages;
import dev.maestro.simulator.login.Redeemed;
import dev.maestro.simulator.login.Refreshed;
import dev.maestro.simulator.login.Terms;
import java.util.Map;
import java.util.Set;

/** OpenAI's authorization server. */
public final class OpenAiLogin {
  private static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
  private static final int SHORTEST_STATE = 8;
  private static final Set<String> SCOPES =
      Set.of(
          "openid",
          "profile",
          "email",
          "offline_access",
          "api.connectors.read",
          "api.connectors.invoke");

  private final Account account;
  private final OpenAiTokens tokens;

  public OpenAiLogin(Account account, Jwt jwt) {
    this.account = account;
    this.tokens = new OpenAiTokens(jwt);
  }

  /** The endpoint of a whole path. */
  public Endpoint route(String method, String path) {
    return LoginErrors.forced(
        switch (method + " " + path) {
          case "GET /auth/openai/oauth/authorize" -> this::authorize;
          case "POST /auth/openai/oauth/token" -> this::token;
          case "POST /auth/openai/oauth/revoke" -> this::revoke;
          default -> OpenAiLogin::unknown;
        },
        OpenAiErrors::asked);
  }

  private static Reply unknown(Incoming incoming, Exchange exchange) {
    throw new Refused(Pages.error(404, "not_found", "There is nothing here."));
  }

  private Reply authorize(Incoming incoming, Exchange exchange) {
    AuthorizationRequest request =
        AuthorizationRequest.read(incoming, account, SCOPES, OpenAiLogin::page);
    if (request.state().length() < SHORTEST_STATE) {
      throw page("invalid_state", "The state is missing or too short.");
    }
    if (request.denied(account)) {
      return request.denial();
    }
    Terms terms =
        new Terms(
            request.clientId(),
            request.scope(),
            request.asks("offline_access"),
            request.text("id_token_add_organizations").equals("true"));
    return request.redirect(
        Map.of("code", account.agree(request, terms), "scope", request.scope()));
  }

  private static Refused page(String error, String description) {
    return new Refused(
        Pages.error(400, "authorize_hydra_invalid_request", error + ": " + description));
  }

  private Reply token(Incoming incoming, Exchange exchange) {
    Fields fields = LoginErrors.fields(incoming);
    String grant = LoginErrors.required(fields, "grant_type");
    boolean form = fields.kind() == Fields.Kind.FORM;
    if (grant.equals("refresh_token")) {
      return refresh(fields);
    }
    if (!form) {
      throw OpenAiErrors.invalid("The body must be application/x-www-form-urlencoded.");
    }
    return switch (grant) {
      case "authorization_code" -> exchange(fields);
      case TOKEN_EXCHANGE -> mint(fields);
      default ->
          throw LoginErrors.refused(
              400, "unsupported_grant_type", "The grant type is not supported.");
    };
  }

  private Reply exchange(Fields fields) {
    Redeemed redeemed =
        account
            .grants()
            .redeem(
                LoginErrors.required(fields, "code"),
                LoginErrors.required(fields, "client_id"),
                LoginErrors.required(fields, "redirect_uri"),
                LoginErrors.required(fields, "code_verifier"));
    return switch (redeemed) {
      case Redeemed.Good good -> answer(account.open(good.terms()));
      case Redeemed.Wrong wrong ->
          throw LoginErrors.refused(
              400,
              "invalid_grant",
              "The provided authorization grant is invalid, expired or revoked, or was issued to"
                  + " another client: "
                  + wrong.field());
    };
  }

  private Reply.Whole answer(Issued issued) {
    ObjectNode answer =
        Json.object()
            .put("id_token", tokens.idToken(issued.grant(), account.organization()))
            .put("access_token", issued.access());
    if (!issued.refresh().isEmpty()) {
      answer.put("refresh_token", issued.refresh());
    }
    answer
        .put("token_type", "Bearer")
        .put("expires_in", issued.expiresIn())
        .put("scope", issued.grant().terms().scope());
    return Reply.json(200, Map.of("cache-control", "no-store"), answer);
  }

  private Reply refresh(Fields fields) {
    LoginErrors.required(fields, "refresh_token");
    LoginErrors.required(fields, "client_id");
    return switch (account.refresh(fields)) {
      case Refreshed.Renewed renewed -> answer(renewed.tokens());
      case Refreshed.Denied(Refreshed.Why why) -> throw denied(why);
    };
  }

  private static Refused denied(Refreshed.Why why) {
    return switch (why) {
      case REUSED ->
          OpenAiErrors.refused(
              401,
              "Your refresh token has already been used to generate a new access token. Please try"
                  + " signing in again.",
              null,
              "refresh_token_reused");
      case EXPIRED ->
          OpenAiErrors.refused(
              401,
              "Your refresh token has expired. Please try signing in again.",
              null,
              "refresh_token_expired");
      case SCOPE -> LoginErrors.refused(400, "invalid_scope", "The scope was not granted.");
      case UNKNOWN, REVOKED, OTHER_CLIENT ->
          OpenAiErrors.refused(
              401,
              "Your refresh token has been invalidated. Please try signing in again.",
              null,
              "refresh_token_invalidated");
    };
  }

  /** The second stage: an id_token for an API key, which stands where an access token would. */
  private Reply mint(Fields fields) {
    LoginErrors.required(fields, "client_id");
    String subject = LoginErrors.required(fields, "subject_token");
    if (!LoginErrors.required(fields, "requested_token").equals("openai-api-key")
        || !LoginErrors.required(fields, "subject_token_type").equals(ID_TOKEN)) {
      throw OpenAiErrors.invalid("Unsupported token exchange.");
    }
    ObjectNode claims =
        tokens
            .current(subject)
            .filter(each -> each.path("aud").path(0).asText().equals(fields.text("client_id")))
            .filter(each -> account.grants().stands(each.path("sid").asText()))
            .orElseThrow(() -> invalidSubject("Invalid ID token"));
    if (!OpenAiTokens.hasOrganization(claims)) {
      throw invalidSubject("Invalid ID token: missing organization_id");
    }
    String key = account.mint(Ids.random("sk-", 48));
    return Reply.json(
        200, Map.of("cache-control", "no-store"), Json.object().put("access_token", key));
  }

  private static Refused invalidSubject(String message) {
    return OpenAiErrors.refused(401, message, null, "invalid_subject_token");
  }

  /** Of no token that is unknown it says so (RFC 7009). */
  private Reply revoke(Incoming incoming, Exchange exchange) {
    Fields fields = LoginErrors.fields(incoming);
    String token = LoginErrors.required(fields, "token");
    boolean foreign =
        account
            .grants()
            .clientOf(token)
            .filter(client -> !client.equals(fields.text("client_id")))
            .isPresent();
    if (foreign) {
      throw LoginErrors.refused(401, "invalid_client", "The token belongs to another client.");
    }
    account.grants().revoke(token);
    return new Reply.Whole(200, Map.of(), "application/json", "");
  }
}
