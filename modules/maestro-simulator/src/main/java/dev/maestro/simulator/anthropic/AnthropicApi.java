package dev.maestro.simulator.anthropic;

import dev.maestro.simulator.exchange.Catalog;
import dev.maestro.simulator.exchange.Endpoint;
import dev.maestro.simulator.exchange.Exchange;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Keys;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.login.Account;
import dev.maestro.simulator.script.Composer;
import dev.maestro.simulator.script.Signatures;
import java.util.Map;

/** Anthropic's routes under {@code /v1}. */
public final class AnthropicApi {
  private final AnthropicGuard guard;
  private final AnthropicMessages messages;
  private final AnthropicModels models;

  public AnthropicApi(Keys keys, Account account, Composer composer, Signatures signatures) {
    this.guard = new AnthropicGuard(keys, account);
    Catalog catalog = new Catalog("anthropic-models.json", "id");
    this.messages = new AnthropicMessages(guard, catalog, composer, signatures);
    this.models = new AnthropicModels(guard, catalog);
  }

  /** True for requests that only an Anthropic client sends. */
  public static boolean speaks(Incoming incoming) {
    return incoming.header("anthropic-version").isPresent()
        || incoming.header("x-api-key").isPresent();
  }

  /** The endpoint of a path below {@code /v1}. */
  public Endpoint route(String method, String path) {
    return switch (method + " " + path) {
      case "POST /messages" -> messages::create;
      case "POST /messages/count_tokens" -> messages::count;
      case "GET /models" -> models::list;
      default -> method.equals("GET") && path.startsWith("/models/") ? models::one : this::unknown;
    };
  }

  private Reply unknown(Incoming incoming, Exchange exchange) {
    guard.check(incoming);
    throw AnthropicErrors.refused(404, "not_found_error", "Not found");
  }

  /** The answer to a body that is too large. */
  public static Reply.Whole tooLarge() {
    return AnthropicErrors.reply(
        413, "request_too_large", "Request exceeds the maximum size", Map.of());
  }
}
