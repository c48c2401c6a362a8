package dev.maestro.simulator;

import dev.maestro.simulator.anthropic.AnthropicApi;
import dev.maestro.simulator.exchange.Endpoint;
import dev.maestro.simulator.exchange.Keys;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.gemini.GeminiApi;
import dev.maestro.simulator.openai.OpenAiApi;
import dev.maestro.simulator.script.Composer;
import dev.maestro.simulator.script.Signatures;
import io.vertx.core.MultiMap;

/** Which vendor a request is meant for, and its endpoint there. */
final class VendorRoutes {
  private final AnthropicApi anthropic;
  private final OpenAiApi openai;
  private final GeminiApi gemini;

  VendorRoutes(Keys keys, Signatures signatures) {
    Composer composer = new Composer();
    this.anthropic = new AnthropicApi(keys, composer, signatures);
    this.openai = new OpenAiApi(keys, composer, signatures);
    this.gemini = new GeminiApi(keys, composer, signatures);
  }

  /** The path tells; where two vendors share it, the headers only one of them knows. */
  static Vendor vendor(String path, MultiMap headers) {
    if (path.startsWith("/v1beta")) {
      return Vendor.GEMINI;
    }
    boolean known = headers.contains("anthropic-version") || headers.contains("x-api-key");
    return known || path.startsWith("/v1/messages") ? Vendor.ANTHROPIC : Vendor.OPENAI;
  }

  Endpoint endpoint(Vendor vendor, String method, String path) {
    return switch (vendor) {
      case ANTHROPIC -> anthropic.route(method, below("/v1", path));
      case OPENAI -> openai.route(method, below("/v1", path));
      case GEMINI -> gemini.route(method, below("/v1beta", path));
    };
  }

  private static String below(String prefix, String path) {
    return path.startsWith(prefix) ? path.substring(prefix.length()) : path;
  }

  static Reply.Whole tooLarge(Vendor vendor) {
    return switch (vendor) {
      case ANTHROPIC -> AnthropicApi.tooLarge();
      case OPENAI -> OpenAiApi.tooLarge();
      case GEMINI -> GeminiApi.tooLarge();
    };
  }
}
