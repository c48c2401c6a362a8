package dev.maestro.simulator.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Exchange;
import dev.maestro.simulator.exchange.Ids;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.login.Account;
import dev.maestro.simulator.login.Grant;
import java.util.Map;

/** API keys made with an access token, and the account behind it. */
final class AnthropicKeys {
  private final Account account;

  AnthropicKeys(Account account) {
    this.account = account;
  }

  Reply create(Incoming incoming, Exchange exchange) {
    Grant grant = AnthropicGuard.live(account, incoming);
    if (!incoming.header("content-type").orElse("").startsWith("application/json")) {
      throw AnthropicErrors.invalid("content-type: must be application/json");
    }
    if (!grant.terms().covers("org:create_api_key")) {
      throw AnthropicErrors.refused(
          403,
          "permission_error",
          "OAuth token does not meet scope requirement org:create_api_key");
    }
    if (!account.organization()) {
      throw AnthropicErrors.refused(
          403, "permission_error", "This account has no Console organization to create keys in.");
    }
    String key = account.mint(Ids.random("sk-ant-api03-", 95));
    return Reply.json(200, Map.of("cache-control", "no-store"), Json.object().put("raw_key", key));
  }

  Reply profile(Incoming incoming, Exchange exchange) {
    Grant grant = AnthropicGuard.live(account, incoming);
    if (!grant.terms().covers("user:profile")) {
      throw AnthropicErrors.refused(
          403, "permission_error", "OAuth token does not meet scope requirement user:profile");
    }
    ObjectNode answer = Json.object();
    answer.putObject("account").put("uuid", grant.account()).put("email", grant.email());
    answer
        .putObject("organization")
        .put("uuid", AnthropicLogin.ORGANIZATION)
        .put("name", "Simulated")
        .put("organization_type", account.organization() ? "claude_console" : "claude_max");
    return Reply.json(200, Map.of(), answer);
  }
}
