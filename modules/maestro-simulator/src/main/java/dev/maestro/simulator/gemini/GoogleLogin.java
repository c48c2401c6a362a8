package dev.maestro.simulator.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.Vendor;
import dev.maestro.simulator.exchange.Endpoint;
import dev.maestro.simulator.exchange.Exchange;
import dev.maestro.simulator.exchange.Fields;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Refused;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.exchange.Scripts;
import dev.maestro.simulator.login.Account;
import dev.maestro.simulator.login.Accounts;
import dev.maestro.simulator.login.AuthorizationRequest;
import dev.maestro.simulator.login.Issued;
import dev.maestro.simulator.login.LoginErrors;
import dev.maestro.simulator.login.LoginSettings;
import dev.maestro.simulator.login.Pages;
import dev.maestro.simulator.login.Redeemed;
import dev.maestro.simulator.login.Refreshed;
import dev.maestro.simulator.login.ServiceAccount;
import dev.maestro.simulator.login.Terms;
import dev.maestro.simulator.script.Script;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Google's authorization server for people and service accounts, and its metadata server. */
public final class GoogleLogin {
  private static final String CLOUD = "https://www.googleapis.com/auth/cloud-platform";
  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final Set<String> SCOPES =
      Set.of(
          CLOUD,
          GeminiGuard.SCOPE + ".retriever",
          GeminiGuard.SCOPE + ".tuning",
          "https://www.googleapis.com/auth/userinfo.email",
          "https://www.googleapis.com/auth/userinfo.profile",
          "openid",
          "email",
          "profile");

  private final Account account;
  private final Accounts accounts;

  public GoogleLogin(Accounts accounts) {
    this.account = accounts.of(Vendor.GEMINI);
    this.accounts = accounts;
  }

  /** The endpoint of a whole path. */
  public Endpoint route(String method, String path) {
    return LoginErrors.forced(
        switch (method + " " + path) {
          case "GET /auth/google/o/oauth2/v2/auth" -> this::authorize;
          case "POST /auth/google/token" -> this::token;
          case "POST /auth/google/revoke" -> this::revoke;
          case "GET /computeMetadata/v1/instance/service-accounts/default/token" ->
              this::metadataToken;
          case "GET /computeMetadata/v1/project/project-id" -> GoogleLogin::project;
          default -> GoogleLogin::unknown;
        },
        GoogleLogin::asked);
  }

  private static Reply unknown(Incoming incoming, Exchange exchange) {
    throw new Refused(Pages.error(404, "404 (Not Found)!!1", "That's all we know."));
  }

  private static Reply.Whole asked(Script script) {
    int status = script.number("status", 500);
    Map<String, String> headers = new LinkedHashMap<>();
    script.value("retry-after").ifPresent(seconds -> headers.put("retry-after", seconds));
    if (script.has("html")) {
      return Scripts.html(status, headers);
    }
    String error =
        switch (status) {
          case 401 -> "invalid_client";
          case 403 -> "access_denied";
          case 429 -> "rate_limit_exceeded";
          case 500 -> "internal_failure";
          case 503 -> "temporarily_unavailable";
          default -> "invalid_request";
        };
    return LoginErrors.reply(status, headers, error, "Simulated refusal");
  }

  /** Without both {@code access_type=offline} and {@code prompt=consent} nothing can refresh. */
  private Reply authorize(Incoming incoming, Exchange exchange) {
    AuthorizationRequest request =
        AuthorizationRequest.read(incoming, account, SCOPES, GoogleLogin::page);
    if (request.denied(account)) {
      return request.denial();
    }
    boolean offline =
        request.text("access_type").equals("offline") && request.text("prompt").equals("consent");
    Terms terms = new Terms(request.clientId(), request.scope(), offline, false);
    return request.redirect(
        Map.of("code", account.agree(request, terms), "scope", request.scope()));
  }

  private static Refused page(String error, String description) {
    return new Refused(Pages.error(400, "400: " + error, description));
  }

  private Reply token(Incoming incoming, Exchange exchange) {
    Fields fields = LoginErrors.fields(incoming);
    if (fields.kind() != Fields.Kind.FORM) {
      throw LoginErrors.refused(
          400, "invalid_request", "The body must be application/x-www-form-urlencoded");
    }
    String grant = LoginErrors.required(fields, "grant_type");
    if (grant.equals(JWT_BEARER)) {
      return assertion(fields);
    }
    if (!Accounts.knows(Vendor.GEMINI, fields.text("client_id"), fields.text("client_secret"))) {
      throw LoginErrors.refused(401, "invalid_client", "The OAuth client was not found.");
    }
    return switch (grant) {
      case "authorization_code" -> exchange(fields);
      case "refresh_token" -> refresh(fields);
      default ->
          throw LoginErrors.refused(400, "unsupported_grant_type", "Invalid grant_type: " + grant);
    };
  }

  private Reply exchange(Fields fields) {
    Redeemed redeemed =
        account
            .grants()
            .redeem(
                LoginErrors.required(fields, "code"),
                fields.text("client_id"),
                LoginErrors.required(fields, "redirect_uri"),
                LoginErrors.required(fields, "code_verifier"));
    return switch (redeemed) {
      case Redeemed.Good good -> tokens(account.open(good.terms()));
      case Redeemed.Wrong(String field) when field.equals("redirect_uri") ->
          throw LoginErrors.refused(400, "redirect_uri_mismatch", "Bad Request");
      case Redeemed.Wrong(String field) when field.equals("code_verifier") ->
          throw LoginErrors.refused(400, "invalid_grant", "Invalid code verifier.");
      case Redeemed.Wrong wrong ->
          throw LoginErrors.refused(400, "invalid_grant", "Malformed auth code.");
    };
  }

  private Reply refresh(Fields fields) {
    LoginErrors.required(fields, "refresh_token");
    return switch (account.refresh(fields)) {
      case Refreshed.Renewed renewed -> tokens(renewed.tokens());
      case Refreshed.Denied(Refreshed.Why why) when why == Refreshed.Why.SCOPE ->
          throw LoginErrors.refused(400, "invalid_scope", "Bad Request");
      case Refreshed.Denied(Refreshed.Why why) ->
          throw LoginErrors.refused(
              400,
              "invalid_grant",
              why == Refreshed.Why.REVOKED || why == Refreshed.Why.EXPIRED
                  ? "Token has been expired or revoked."
                  : "Bad Request");
    };
  }

  private Reply assertion(Fields fields) {
    ServiceAccount.Judged judged = accounts.judge(LoginErrors.required(fields, "assertion"));
    if (!judged.fault().isEmpty()) {
      throw LoginErrors.refused(400, "invalid_grant", judged.fault());
    }
    return machine(judged.scope());
  }

  private Reply metadataToken(Incoming incoming, Exchange exchange) {
    metadata(incoming);
    return machine(CLOUD).with(Map.of("metadata-flavor", "Google"));
  }

  private static Reply project(Incoming incoming, Exchange exchange) {
    metadata(incoming);
    return new Reply.Whole(
        200, Map.of("metadata-flavor", "Google"), "application/text", LoginSettings.PROJECT);
  }

  private static void metadata(Incoming incoming) {
    if (!incoming.header("metadata-flavor").orElse("").equals("Google")) {
      throw new Refused(
          Pages.error(403, "Forbidden", "Missing required header \"Metadata-Flavor\": \"Google\""));
    }
  }

  /** Tokens for a machine: it asks again instead of refreshing. */
  private Reply.Whole machine(String scope) {
    Issued issued = account.open(new Terms(GeminiGuard.MACHINE, scope, false, false));
    return Reply.json(
        200,
        Map.of("cache-control", "no-store"),
        Json.object()
            .put("access_token", issued.access())
            .put("expires_in", issued.expiresIn())
            .put("token_type", "Bearer"));
  }

  private Reply.Whole tokens(Issued issued) {
    Terms terms = issued.grant().terms();
    ObjectNode answer =
        Json.object().put("access_token", issued.access()).put("expires_in", issued.expiresIn());
    if (!issued.refresh().isEmpty()) {
      answer.put("refresh_token", issued.refresh());
    }
    answer.put("scope", terms.scope()).put("token_type", "Bearer");
    if (terms.covers("openid")) {
      long now = Instant.now().getEpochSecond();
      ObjectNode claims =
          Json.object()
              .put("iss", "https://accounts.google.com")
              .put("aud", terms.clientId())
              .put("sub", issued.grant().account())
              .put("email", issued.grant().email())
              .put("email_verified", true)
              .put("iat", now)
              .put("exp", now + issued.expiresIn());
      answer.put("id_token", accounts.jwt().sign(claims));
    }
    return Reply.json(200, Map.of("cache-control", "no-store"), answer);
  }

  /** The token may stand in the body or in the query. */
  private Reply revoke(Incoming incoming, Exchange exchange) {
    String token =
        incoming
            .parameter("token")
            .orElseGet(() -> LoginErrors.required(LoginErrors.fields(incoming), "token"));
    if (account.grants().revoke(token).isEmpty()) {
      throw LoginErrors.refused(400, "invalid_token", "Token expired or revoked");
    }
    return Reply.json(200, Map.of(), Json.object());
  }
}
