package dev.maestro.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayClient;
import java.io.Console;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Offers a session for each vendor's key that lies in the environment and has none yet. */
final class KeyOffers {
  private static final List<Offer> OFFERS =
      List.of(
          new Offer("anthropic", "ANTHROPIC_API_KEY"),
          new Offer("openai", "OPENAI_API_KEY"),
          new Offer("gemini", "GEMINI_API_KEY"));

  private final GatewayClient gateway;
  private final Map<String, String> environment;
  private final Optional<Console> console;
  private final PrintWriter out;

  KeyOffers(
      GatewayClient gateway,
      Map<String, String> environment,
      Optional<Console> console,
      PrintWriter out) {
    this.gateway = gateway;
    this.environment = environment;
    this.console = console;
    this.out = out;
  }

  private record Offer(String provider, String variable) {
    String session() {
      return provider + "_key";
    }
  }

  void make() {
    for (Offer offer : OFFERS) {
      if (!environment.getOrDefault(offer.variable(), "").isBlank() && !hasSession(offer)) {
        make(offer);
      }
    }
  }

  private boolean hasSession(Offer offer) {
    return !gateway
        .call("GET", "/api/sessions?provider=" + offer.provider())
        .path("sessions")
        .isEmpty();
  }

  private void make(Offer offer) {
    String session = offer.provider() + "/" + offer.session();
    if (console.isEmpty()) {
      out.printf(
          "%s is set; a session from it: maestro sessions create %s --api-key-env %s%n",
          offer.variable(), session, offer.variable());
      return;
    }
    String answer =
        console
            .get()
            .readLine(
                "%s is set. Create the session %s from it? [Y/n] ", offer.variable(), session);
    if (answer != null && !answer.strip().toLowerCase(Locale.ROOT).startsWith("n")) {
      create(offer, session);
    }
  }

  private void create(Offer offer, String session) {
    JsonNode wanted =
        JsonNodeFactory.instance
            .objectNode()
            .put("provider", offer.provider())
            .put("auth_type", "api_key")
            .put("name", offer.session())
            .put("api_key", environment.get(offer.variable()).strip());
    try {
      gateway.call("POST", "/api/sessions", wanted);
      out.println("Created " + session + ".");
    } catch (CommandFailed refused) {
      out.println("Not created: " + refused.getMessage());
    }
  }
}
