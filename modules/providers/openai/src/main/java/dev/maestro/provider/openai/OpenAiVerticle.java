package dev.maestro.provider.openai;

import dev.maestro.api.provider.ProviderContext;
import dev.maestro.api.provider.ProviderParts;
import dev.maestro.api.provider.ProviderVerticle;
import dev.maestro.api.provider.Setting;
import java.time.InstantSource;
import java.util.List;

/** OpenAI, with API keys and logins, over Responses and Chat Completions. */
public final class OpenAiVerticle extends ProviderVerticle {
  @Override
  public String defaultId() {
    return "openai";
  }

  @Override
  public List<Setting> settings() {
    return OpenAiConfig.SETTINGS;
  }

  @Override
  protected ProviderParts parts(ProviderContext context) {
    OpenAiConfig config = new OpenAiConfig(context.id(), context.settings());
    return ProviderParts.none()
        .withApiKey(new OpenAiApiKey(config, context.upstream()))
        .withOAuth(new OpenAiOAuth(config, context.upstream(), InstantSource.system()))
        .withModels(new OpenAiModels(context.id(), config, context.upstream()))
        .withStreaming(new OpenAiStreaming(config))
        .withCounting(new OpenAiCounting(config))
        .withKept(new OpenAiKept(config))
        .withRules(OpenAiParameters.RULES);
  }
}
