package dev.maestro.simulator.gemini;

import dev.maestro.simulator.exchange.Endpoint;
import dev.maestro.simulator.exchange.Exchange;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Keys;
import dev.maestro.simulator.exchange.Refused;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.login.Account;
import dev.maestro.simulator.script.Composer;
import dev.maestro.simulator.script.Signatures;
import java.util.Map;

/** Gemini's routes under {@code /v1beta}. */
public final class GeminiApi {
  private static final String MODELS = "/models/";

  private final GeminiGuard guard;
  private final GeminiModels models;
  private final GenerateContent content;

  public GeminiApi(Keys keys, Account account, Composer composer, Signatures signatures) {
    this.guard = new GeminiGuard(keys, account);
    this.models = new GeminiModels(guard);
    this.content = new GenerateContent(guard, models, composer, signatures);
  }

  /** The endpoint of a path below {@code /v1beta}; a method follows the last colon. */
  public Endpoint route(String method, String path) {
    if (method.equals("GET") && path.equals("/models")) {
      return models::list;
    }
    int colon = path.lastIndexOf(':');
    if (method.equals("GET") && path.startsWith(MODELS) && colon < 0) {
      return models::one;
    }
    if (!method.equals("POST") || !path.startsWith(MODELS) || colon < 0) {
      return this::unknown;
    }
    String model = path.substring(MODELS.length(), colon);
    return switch (path.substring(colon + 1)) {
      case "generateContent" -> (in, exchange) -> content.whole(model, in, exchange);
      case "streamGenerateContent" -> (in, exchange) -> content.stream(model, in, exchange);
      case "countTokens" -> (in, exchange) -> content.count(model, in, exchange);
      default -> this::unknown;
    };
  }

  /** Google answers paths it does not know with a page of its web servers. */
  private Reply unknown(Incoming incoming, Exchange exchange) {
    throw new Refused(
        new Reply.Whole(
            404,
            Map.of(),
            "text/html; charset=UTF-8",
            "<!DOCTYPE html>\n<html lang=en>\n  <title>Error 404 (Not Found)!!1</title>\n"));
  }

  /** The answer to a body that is too large. */
  public static Reply.Whole tooLarge() {
    return GeminiErrors.refused(
            400,
            "INVALID_ARGUMENT",
            "Request payload size exceeds the limit: 20971520 bytes.",
            Json.array())
        .reply();
  }
}
