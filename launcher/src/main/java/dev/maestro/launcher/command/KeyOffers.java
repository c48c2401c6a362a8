package dev.maestro.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.credential.VendorAddress;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Offers a session for each vendor's key that lies in the environment and has none yet. */
final class KeyOffers {
  private static final List<Offer> OFFERS =
      List.of(
          new Offer("anthropic", "ANTHROPIC_API_KEY"),
          new Offer("openai", "OPENAI_API_KEY"),
          new Offer("gemini", "GEMINI_API_KEY"));

  private final GatewayClient gateway;
  private final Map<String, String> environment;
  private final Optional<Terminal.Person> person;
  private final PrintWriter out;

  KeyOffers(
      GatewayClient gateway,
      Map<String, String> environment,
      Optional<Terminal.Person> person,
      PrintWriter out) {
    this.gateway = gateway;
    this.environment = environment;
    this.person = person;
    this.out = out;
  }

  private record Offer(String provider, String variable) {
    String session() {
      return provider + "_key";
    }

    boolean isIn(Map<String, String> environment) {
      return !environment.getOrDefault(variable, "").isBlank();
    }
  }

  /** Whether there is anything to offer, before a client is made for it. */
  static boolean isAnyIn(Map<String, String> environment) {
    return OFFERS.stream().anyMatch(offer -> offer.isIn(environment));
  }

  void make() {
    for (Offer offer : OFFERS) {
      if (offer.isIn(environment) && !hasSession(offer)) {
        VendorAddress.elsewhere(offer.provider(), environment)
            .ifPresentOrElse(
                why -> out.println(offer.variable() + " is set. " + why), () -> make(offer));
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
    if (person.isEmpty()) {
      out.printf(
          "%s is set; a session from it: maestro sessions create %s --api-key-env %s%n",
          offer.variable(), session, offer.variable());
      return;
    }
    String question =
        "%s is set. Create the session %s from it? [Y/n] ".formatted(offer.variable(), session);
    if (person.get().answer(question).filter(KeyOffers::isYes).isPresent()) {
      create(offer, session);
    }
  }

  private static boolean isYes(String answer) {
    return Set.of("", "y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
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
