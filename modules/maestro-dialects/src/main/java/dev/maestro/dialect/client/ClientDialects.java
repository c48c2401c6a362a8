package dev.maestro.dialect.client;

import dev.maestro.dialect.ClientDialect;
import dev.maestro.dialect.chat.ChatClient;
import dev.maestro.dialect.gemini.GeminiClient;
import dev.maestro.dialect.messages.MessagesClient;
import dev.maestro.dialect.responses.ResponsesClient;
import java.util.List;

/** The dialects that clients may speak. */
public final class ClientDialects {
  private ClientDialects() {}

  /** All of them; where several share a path, the first that claims a request gets it. */
  public static List<ClientDialect> all() {
    return List.of(
        new MessagesClient(), new ChatClient(), new ResponsesClient(), new GeminiClient());
  }
}
