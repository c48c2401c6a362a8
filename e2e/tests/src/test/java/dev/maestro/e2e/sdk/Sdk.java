package dev.maestro.e2e.sdk;

import java.net.URI;
import java.util.List;

/** A vendor's own SDK, pointed at the gateway. */
interface Sdk extends AutoCloseable {
  /** The four ways in. */
  enum Kind {
    CHAT,
    RESPONSES,
    MESSAGES,
    GEMINI;

    Sdk open(URI gateway, String key) {
      return switch (this) {
        case CHAT -> new ChatSdk(gateway, key);
        case RESPONSES -> new ResponsesSdk(gateway, key);
        case MESSAGES -> new MessagesSdk(gateway, key);
        case GEMINI -> new GeminiSdk(gateway, key);
      };
    }
  }

  /** Not streamed. */
  Said whole(Ask ask);

  Talk talk(Ask ask);

  /** Reads the first of a stream, and leaves. */
  void leave(Ask ask);

  List<String> models();

  /** What the SDK raises for a wrong key. */
  Class<? extends RuntimeException> unauthorized();

  /** What it raises where the vendor's limit is reached. */
  Class<? extends RuntimeException> rateLimited();

  /** What it raises for a stream that fails. */
  Class<? extends RuntimeException> broken();

  @Override
  void close();
}
