/** The Anthropic provider. */
module dev.maestro.provider.anthropic {
  requires dev.maestro.dialect;

  provides dev.maestro.api.provider.ProviderVerticle with
      dev.maestro.provider.anthropic.AnthropicVerticle;
}
