/** The OpenAI provider. */
module dev.maestro.provider.openai {
  requires dev.maestro.dialect;
}
