/** The wire dialects of LLM vendors and clients, read and written without any I/O. */
module dev.maestro.dialect {
  requires transitive dev.maestro.api;

  exports dev.maestro.dialect;
  exports dev.maestro.dialect.chat;
  exports dev.maestro.dialect.client;
  exports dev.maestro.dialect.gemini;
  exports dev.maestro.dialect.messages;
  exports dev.maestro.dialect.responses;
}
