package dev.maestro.simulator;

import dev.maestro.simulator.anthropic.AnthropicApi;
import dev.maestro.simulator.anthropic.AnthropicLogin;
import dev.maestro.simulator.exchange.Endpoint;
import dev.maestro.simulator.exchange.Keys;
import dev.maestro.simulator.exchange.LoginPath;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.gemini.GeminiApi;
import dev.maestro.simulator.gemini.GoogleLogin;
import dev.maestro.simulator.login.Account;
import dev.maestro.simulator.login.Accounts;
import dev.maestro.simulator.openai.OpenAiApi;
import dev.maestro.simulator.openai.OpenAiLogin;
import dev.maestro.simulator.script.Composer;
import dev.maestro.simulator.script.Signatures;
import io.vertx.core.MultiMap;
import java.util.Optional;

/** Which vendor a request is meant for, and its endpoint there. */
final class VendorRoutes {
  private static final String BACKEND = "/backend-api/codex";

  private final AnthropicApi anthropic;
  private final OpenAiApi openai;
  private final GeminiApi gemini;
  private final AnthropicLogin anthropicLogin;
  private final OpenAiLogin openaiLogin;
  private final GoogleLogin googleLogin;

  VendorRoutes(Keys keys, Accounts accounts, Signatures signatures) {
    Composer composer = new Composer();
    Account ofAnthropic = accounts.of(Vendor.ANTHROPIC);
    Account ofOpenAi = accounts.of(Vendor.OPENAI);
    this.anthropic = new AnthropicApi(keys, ofAnthropic, composer, signatures);
    this.openai = new OpenAiApi(keys, ofOpenAi, composer, signatures);
    this.gemini = new GeminiApi(keys, accounts.of(Vendor.GEMINI), composer, signatures);
    this.anthropicLogin = new AnthropicLogin(ofAnthropic);
    this.openaiLogin = new OpenAiLogin(ofOpenAi, accounts.jwt());
    this.googleLogin = new GoogleLogin(accounts);
  }

  /** The path tells; where two vendors share it, the headers only one of them knows. */
  static Vendor vendor(String path, MultiMap headers) {
    Optional<LoginPath> login = LoginPath.of(path);
    if (login.isPresent()) {
      return login.orElseThrow().vendor();
    }
    if (path.startsWith(BACKEND)) {
      return Vendor.OPENAI;
    }
    if (path.startsWith("/v1beta")) {
      return Vendor.GEMINI;
    }
    boolean known = headers.contains("anthropic-version") || headers.contains("x-api-key");
    return known || path.startsWith("/v1/messages") ? Vendor.ANTHROPIC : Vendor.OPENAI;
  }

  Endpoint endpoint(Vendor vendor, String method, String path) {
    if (LoginPath.of(path).isPresent()) {
      return switch (vendor) {
        case ANTHROPIC -> anthropicLogin.route(method, path);
        case OPENAI -> openaiLogin.route(method, path);
        case GEMINI -> googleLogin.route(method, path);
      };
    }
    if (path.startsWith(BACKEND)) {
      return openai.backend(method, below(BACKEND, path));
    }
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
