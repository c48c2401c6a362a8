package dev.maestro.simulator.exchange;

import dev.maestro.simulator.LoginStep;
import dev.maestro.simulator.Vendor;
import java.util.Optional;

/** Where the vendors' logins are; everything else is one of their APIs. */
public record LoginPath(Vendor vendor, LoginStep step) {

  /** What a path is, without its query; nothing where it belongs to an API. */
  public static Optional<LoginPath> of(String path) {
    return vendor(path).map(vendor -> new LoginPath(vendor, step(path)));
  }

  private static Optional<Vendor> vendor(String path) {
    if (path.startsWith("/auth/anthropic") || path.startsWith("/api/oauth/")) {
      return Optional.of(Vendor.ANTHROPIC);
    }
    if (path.startsWith("/auth/openai")) {
      return Optional.of(Vendor.OPENAI);
    }
    boolean google = path.startsWith("/auth/google") || path.startsWith("/computeMetadata/");
    return google ? Optional.of(Vendor.GEMINI) : Optional.empty();
  }

  private static LoginStep step(String path) {
    return switch (path) {
      case "/auth/anthropic/oauth/authorize",
          "/auth/openai/oauth/authorize",
          "/auth/google/o/oauth2/v2/auth" ->
          LoginStep.AUTHORIZE;
      case "/auth/anthropic/v1/oauth/token",
          "/auth/openai/oauth/token",
          "/auth/google/token",
          "/computeMetadata/v1/instance/service-accounts/default/token" ->
          LoginStep.TOKEN;
      case "/api/oauth/claude_cli/create_api_key" -> LoginStep.CREATE_KEY;
      case "/auth/openai/oauth/revoke", "/auth/google/revoke" -> LoginStep.REVOKE;
      default -> LoginStep.OTHER;
    };
  }
}
