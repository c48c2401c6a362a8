/** The Anthropic provider. */
module dev.maestro.provider.anthropic {
  requires dev.maestro.dialect;
}
