/** The OpenAI provider. */
module dev.maestro.provider.openai {
  requires dev.maestro.dialect;

  provides dev.maestro.api.provider.ProviderVerticle with
      dev.maestro.provider.openai.OpenAiVerticle;
}
