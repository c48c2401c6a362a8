/** The Gemini provider. */
module dev.maestro.provider.gemini {
  requires dev.maestro.dialect;
}
