package dev.maestro.launcher.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.client.GatewayRefusal;
import java.util.Optional;
import java.util.Set;

/** One {@code maestro login}: until the session is active, or it is clear that it will not be. */
public final class LoginRun {
  private static final int ATTEMPTS = 3;
  private static final Set<String> WRONG_CODE = Set.of("code_rejected", "state_mismatch");

  /**
   * The session to log in.
   *
   * @param path of it in the API
   */
  public record Wanted(String provider, String name, String path, boolean standard) {
    @Override
    public String toString() {
      return provider + "/" + name;
    }
  }

  /**
   * How it ended.
   *
   * @param already whether nothing had to be done
   */
  public record Ended(JsonNode session, boolean already) {}

  private final GatewayClient gateway;
  private final Wanted wanted;
  private final Dialogue dialogue;

  /** Not begun yet. */
  public LoginRun(GatewayClient gateway, Wanted wanted, Dialogue dialogue) {
    this.gateway = gateway;
    this.wanted = wanted;
    this.dialogue = dialogue;
  }

  /** Returns once the session is logged in; fails with {@link CommandFailed}. */
  public Ended run() {
    Ended begun = begin();
    JsonNode login = begun.session().path("authorization");
    for (int attempt = 1; login.isObject(); attempt++) {
      Optional<JsonNode> session = attempt(Authorization.of(login), attempt);
      if (session.isPresent()) {
        return new Ended(session.get(), false);
      }
      begun = again();
      login = begun.session().path("authorization");
    }
    return begun;
  }

  private Ended begin() {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("provider", wanted.provider())
            .put("auth_type", "oauth")
            .put("name", wanted.name());
    if (wanted.standard()) {
      body.put("default", true);
    }
    try {
      return new Ended(gateway.call("POST", "/api/sessions", body), false);
    } catch (GatewayRefusal refusal) {
      if (!refusal.code().equals("session_exists")) {
        throw refusal;
      }
      return again();
    }
  }

  /** Asks a session that is there for new tokens, which begins a login where that is needed. */
  private Ended again() {
    try {
      return new Ended(gateway.call("POST", wanted.path() + "/refresh"), true);
    } catch (GatewayRefusal refusal) {
      if (refusal.status() == 409) {
        throw new CommandFailed(
            wanted + " is a session by API key. Choose another name: --name NAME.", refusal);
      }
      if (!refusal.body().path("authorization").isObject()) {
        throw refusal;
      }
      return new Ended(refusal.body(), false);
    }
  }

  /** Empty where the code was wrong, and a new login may go better. */
  private Optional<JsonNode> attempt(Authorization login, int number) {
    try {
      return Optional.of(new LoginWait(gateway, wanted, dialogue, login).finish());
    } catch (GatewayRefusal refusal) {
      if (!WRONG_CODE.contains(refusal.code()) || number == ATTEMPTS) {
        throw refusal;
      }
      dialogue.err().println(refusal.getMessage());
      dialogue
          .err()
          .println(
              "A code works once, and only for the page it was made by. Here is a new page; take"
                  + " the whole of what it shows.");
      return Optional.empty();
    }
  }
}
