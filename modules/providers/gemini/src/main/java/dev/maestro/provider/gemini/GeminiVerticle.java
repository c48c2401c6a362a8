package dev.maestro.provider.gemini;

import dev.maestro.api.provider.ProviderContext;
import dev.maestro.api.provider.ProviderParts;
import dev.maestro.api.provider.ProviderVerticle;
import dev.maestro.api.provider.Setting;
import java.util.List;

/** Gemini, with API keys and logins. */
public final class GeminiVerticle extends ProviderVerticle {
  @Override
  public String defaultId() {
    return "gemini";
  }

  @Override
  public List<Setting> settings() {
    return GeminiConfig.SETTINGS;
  }

  @Override
  protected ProviderParts parts(ProviderContext context) {
    GeminiConfig config = new GeminiConfig(context.id(), context.settings());
    return ProviderParts.none()
        .withApiKey(new GeminiApiKey(config, context.upstream()))
        .withOAuth(new GeminiOAuth(config, context.upstream()))
        .withModels(new GeminiModels(context.id(), config, context.upstream()))
        .withStreaming(new GeminiStreaming(config))
        .withCounting(new GeminiCounting(config))
        .withRules(GeminiParameters.RULES);
  }
}
