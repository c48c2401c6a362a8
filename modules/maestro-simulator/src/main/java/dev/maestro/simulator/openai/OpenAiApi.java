package dev.maestro.simulator.openai;

import dev.maestro.simulator.exchange.Endpoint;
import dev.maestro.simulator.exchange.Exchange;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Keys;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.login.Account;
import dev.maestro.simulator.script.Composer;
import dev.maestro.simulator.script.Signatures;
import java.util.Map;

/** OpenAI's routes under {@code /v1}, and those of the ChatGPT backend. */
public final class OpenAiApi {
  private final OpenAiGuard guard;
  private final OpenAiModels models;
  private final ChatCompletions chat;
  private final Responses responses;
  private final StoredResponses stored;
  private final ChatGptBackend backend;

  public OpenAiApi(Keys keys, Account account, Composer composer, Signatures signatures) {
    this.guard = new OpenAiGuard(keys);
    this.models = new OpenAiModels(guard);
    this.chat = new ChatCompletions(guard, models, composer);
    this.stored = new StoredResponses(guard);
    this.responses = new Responses(guard, models, composer, signatures, stored);
    this.backend = new ChatGptBackend(account, models, responses);
  }

  /** The endpoint of a path below {@code /backend-api/codex}, which takes access tokens. */
  public Endpoint backend(String method, String path) {
    return backend.route(method, path);
  }

  /** The endpoint of a path below {@code /v1}. */
  public Endpoint route(String method, String path) {
    return switch (method + " " + path) {
      case "POST /chat/completions" -> chat::create;
      case "POST /responses" -> responses::create;
      case "POST /responses/input_tokens" -> responses::count;
      case "GET /models" -> models::list;
      default -> one(method, path);
    };
  }

  private Endpoint one(String method, String path) {
    if (path.startsWith("/responses/")) {
      return switch (method) {
        case "GET" -> stored::one;
        case "DELETE" -> stored::delete;
        default -> this::unknown;
      };
    }
    return method.equals("GET") && path.startsWith("/models/") ? models::one : this::unknown;
  }

  private Reply unknown(Incoming incoming, Exchange exchange) {
    guard.check(incoming);
    throw OpenAiErrors.refused(
        404, "Invalid URL (" + incoming.method() + " " + incoming.path() + ")", null, null);
  }

  /** The answer to a body that is too large. */
  public static Reply.Whole tooLarge() {
    return OpenAiErrors.reply(
        413, "Maximum content size limit exceeded", OpenAiErrors.INVALID, null, null, Map.of());
  }
}
