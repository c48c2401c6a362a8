/** The Gemini provider. */
module dev.maestro.provider.gemini {
  requires dev.maestro.dialect;

  provides dev.maestro.api.provider.ProviderVerticle with
      dev.maestro.provider.gemini.GeminiVerticle;
}
