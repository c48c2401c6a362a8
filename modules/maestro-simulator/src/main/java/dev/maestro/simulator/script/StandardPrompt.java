package dev.maestro.simulator.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The prompt that the product is measured with, and the answer it gets if it arrived unchanged. */
public final class StandardPrompt {
  public static final String TEXT =
      "How would you write a FastAPI application that handles Stripe-based subscriptions? Include"
          + " error handling and webhook verification.";

  private static final String ANSWER = "/META-INF/maestro/simulator/fastapi-stripe.md";

  private StandardPrompt() {}

  static String answer() {
    try (InputStream in = StandardPrompt.class.getResourceAsStream(ANSWER)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + ANSWER);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
