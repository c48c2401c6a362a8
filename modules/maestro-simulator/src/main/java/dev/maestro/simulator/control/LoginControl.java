package dev.maestro.simulator.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.LoginStep;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.login.Account;
import dev.maestro.simulator.login.Accounts;
import dev.maestro.simulator.script.Script;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What tests ask and tell the simulator about a vendor's logins; {@code
 * dev.maestro.simulator.Logins} in JSON.
 *
 * <pre>
 * GET    /__sim/logins/{vendor}                  counts, switches, and a provider's settings
 * GET    /__sim/logins/gemini/service-account    the key file of a service account
 * POST   /__sim/logins/{vendor}                  any of the following, in this order
 *        expires_in_ms, code_life_ms             lives of tokens and codes issued from now on
 *        organization, deny                      true or false
 *        expire_access_tokens, expire_refresh_tokens,
 *        expire_keys, revoke_grants              true: done to everything issued so far
 *        script, at?, times?, for_ms?            forces a script on logins, at a step if it is named
 * DELETE /__sim/logins/{vendor}                  ends what is forced on them
 * </pre>
 */
public final class LoginControl {
  private final Accounts accounts;

  public LoginControl(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Answers a request below {@code /__sim/logins/}. */
  Reply.Whole answer(String method, String path, Buffer body) {
    if ((method + " " + path).equals("GET gemini/service-account")) {
      return new Reply.Whole(200, Map.of(), "application/json", accounts.serviceAccountFile());
    }
    Account account = accounts.of(ControlRoutes.vendor(path));
    return switch (method) {
      case "GET" -> state(account);
      case "POST" -> {
        tell(account, ControlRoutes.object(body));
        yield ControlRoutes.done();
      }
      case "DELETE" -> {
        account.faults().clear();
        yield ControlRoutes.done();
      }
      default -> ControlRoutes.problem(405, "no such method: " + method);
    };
  }

  private Reply.Whole state(Account account) {
    ObjectNode answer =
        Json.object()
            .put("refreshes", account.grants().refreshes())
            .put("refresh_requests", account.refreshRequests())
            .put("expires_in_ms", account.expiresIn().toMillis())
            .put("organization", account.organization())
            .put("deny", account.deny());
    ObjectNode grants = answer.putObject("refreshes_by_grant");
    account.grants().refreshesByGrant().forEach(grants::put);
    ObjectNode settings = answer.putObject("settings");
    accounts.settings(account.vendor()).forEach(settings::put);
    return Reply.json(200, Map.of(), answer);
  }

  private static void tell(Account account, ObjectNode wanted) {
    if (wanted.has("expires_in_ms")) {
      account.expiresIn(Duration.ofMillis(wanted.path("expires_in_ms").asLong()));
    }
    if (wanted.has("code_life_ms")) {
      account.codeLife(Duration.ofMillis(wanted.path("code_life_ms").asLong()));
    }
    account.organization(wanted.path("organization").asBoolean(account.organization()));
    account.deny(wanted.path("deny").asBoolean(account.deny()));
    if (wanted.path("expire_access_tokens").asBoolean()) {
      account.grants().expireAccessTokens();
    }
    if (wanted.path("expire_refresh_tokens").asBoolean()) {
      account.grants().expireRefreshTokens();
    }
    if (wanted.path("expire_keys").asBoolean()) {
      account.expireKeys();
    }
    if (wanted.path("revoke_grants").asBoolean()) {
      account.grants().revokeAll();
    }
    if (wanted.has("script")) {
      force(account, wanted);
    }
  }

  private static void force(Account account, ObjectNode wanted) {
    Predicate<LoginStep> meant =
        wanted.has("at")
            ? LoginStep.valueOf(ControlRoutes.text(wanted, "at").toUpperCase(Locale.ROOT))::equals
            : step -> step != LoginStep.OTHER;
    long until =
        wanted.has("for_ms")
            ? System.currentTimeMillis() + wanted.path("for_ms").asLong()
            : Long.MAX_VALUE;
    account
        .faults()
        .add(
            meant,
            Script.parse(ControlRoutes.text(wanted, "script")),
            wanted.path("times").asInt(Integer.MAX_VALUE),
            until);
  }
}
