package dev.maestro.provider.anthropic;

import dev.maestro.api.provider.ProviderContext;
import dev.maestro.api.provider.ProviderParts;
import dev.maestro.api.provider.ProviderVerticle;
import dev.maestro.api.provider.Setting;
import java.util.List;

/** Anthropic, with API keys. */
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
    AnthropicConfig config = new AnthropicConfig(context.settings());
    return ProviderParts.none()
        .withApiKey(new AnthropicApiKey(config, context.upstream()))
        .withModels(new AnthropicModels(context.id(), config, context.upstream()))
        .withStreaming(new AnthropicStreaming(config))
        .withCounting(new AnthropicCounting(config))
        .withRules(AnthropicParameters.RULES);
  }
}
