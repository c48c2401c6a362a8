package dev.maestro.provider.anthropic;

import dev.maestro.api.provider.ProviderContext;
import dev.maestro.api.provider.ProviderParts;
import dev.maestro.api.provider.ProviderVerticle;
import dev.maestro.api.provider.Setting;
import java.time.InstantSource;
import java.util.List;

/** Anthropic, with API keys and logins. */
public final class AnthropicVerticle extends ProviderVerticle {
  @Override
  public String defaultId() {
    return "anthropic";
  }

  @Override
  public List<Setting> settings() {
    return AnthropicConfig.SETTINGS;
  }

  @Override
  protected ProviderParts parts(ProviderContext context) {
    AnthropicConfig config = new AnthropicConfig(context.id(), context.settings());
    return ProviderParts.none()
        .withApiKey(new AnthropicApiKey(config, context.upstream()))
        .withOAuth(new AnthropicOAuth(config, context.upstream(), InstantSource.system()))
        .withModels(new AnthropicModels(context.id(), config, context.upstream()))
        .withStreaming(new AnthropicStreaming(config))
        .withCounting(new AnthropicCounting(config))
        .withRules(AnthropicParameters.RULES);
  }
}
