package dev.maestro.launcher.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.client.GatewayRefusal;
import java.util.Optional;

/** One {@code maestro login}: until the session is active, or it is clear that it will not be. */
public final class LoginRun {
  private static final int ATTEMPTS = 3;
  private static final int TOO_MANY = 429;

  /**
   * The session to log in.
   *
   * @param path of it in the API
   * @param standard whether it is to be the provider's default
   * @param again whether one that is logged in gets new tokens
   */
  public record Wanted(String provider, String name, String path, boolean standard, boolean again) {
    @Override
    public String toString() {
      return provider + "/" + name;
    }
  }

  /** What was done for the session. */
  public enum How {
    LOGGED_IN,
    ALREADY,
    REFRESHED
  }

  /** How it ended. */
  public record Ended(JsonNode session, How how) {}

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
    Optional<JsonNode> there = show();
    Ended ended = there.isPresent() ? anew(there.get()) : create();
    return wanted.standard() && !ended.session().path("default").asBoolean()
        ? new Ended(mark(), ended.how())
        : ended;
  }

  /** Only now: until a session is logged in, the other default serves. */
  private JsonNode mark() {
    try {
      return gateway.call(
          "PATCH", wanted.path(), JsonNodeFactory.instance.objectNode().put("default", true));
    } catch (CommandFailed failure) {
      throw new CommandFailed(
          "%s is logged in, but could not be marked as default: %s%nMark it by: maestro sessions update %s --default"
              .formatted(wanted, failure.getMessage(), wanted),
          failure);
    }
  }

  private Optional<JsonNode> show() {
    try {
      return Optional.of(gateway.call("GET", wanted.path()));
    } catch (GatewayRefusal refusal) {
      if (refusal.status() != 404) {
        throw refusal;
      }
      return Optional.empty();
    }
  }

  private Ended create() {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("provider", wanted.provider())
            .put("auth_type", "oauth")
            .put("name", wanted.name());
    if (wanted.standard()) {
      body.put("default", true);
    }
    JsonNode made;
    try {
      made = gateway.call("POST", "/api/sessions", body);
    } catch (GatewayRefusal refusal) {
      if (!refusal.code().equals("session_exists")) {
        throw refusal;
      }
      return anew(show().orElseThrow(() -> refusal)); // made by somebody else a moment ago
    }
    JsonNode login = made.path("authorization");
    return login.isObject() ? goThrough(login, "") : new Ended(made, How.LOGGED_IN);
  }

  private Ended anew(JsonNode session) {
    if (session.path("auth_type").asText().equals("api_key")) {
      throw byApiKey();
    }
    JsonNode found = session;
    if (!dialogue.terminal() && LoginState.isPending(session)) {
      Optional<JsonNode> finished = new PipedCode(gateway, wanted, dialogue).finish();
      if (finished.isPresent()) {
        return new Ended(finished.get(), How.LOGGED_IN);
      }
      found = show().orElse(session);
    }
    boolean loggedIn = LoginState.isLoggedIn(found);
    if (loggedIn && !wanted.again()) {
      return new Ended(found, How.ALREADY);
    }
    JsonNode answer = refresh();
    JsonNode login = answer.path("authorization");
    return login.isObject()
        ? goThrough(login, LoginState.checked(found))
        : new Ended(answer, loggedIn ? How.REFRESHED : How.LOGGED_IN);
  }

  /** Asks a session that is there for new tokens, which begins a login where that is needed. */
  private JsonNode refresh() {
    try {
      return gateway.call("POST", wanted.path() + "/refresh");
    } catch (GatewayRefusal refusal) {
      if (refusal.code().equals("not_oauth")) {
        throw byApiKey();
      }
      if (refusal.body().path("authorization").isObject()) {
        return refusal.body();
      }
      if (refusal.status() >= 500 || refusal.status() == TOO_MANY) {
        throw new CommandFailed(
            "%s could not be refreshed at the moment: %s%nTry again later."
                .formatted(wanted, refusal.getMessage()),
            refusal);
      }
      throw refusal;
    }
  }

  private Ended goThrough(JsonNode begun, String checkedBefore) {
    JsonNode login = begun;
    for (int attempt = 1; ; attempt++) {
      Optional<JsonNode> session = attempt(Authorization.of(login), checkedBefore, attempt);
      if (session.isPresent()) {
        return new Ended(session.get(), How.LOGGED_IN);
      }
      JsonNode answer = refresh();
      login = answer.path("authorization");
      if (!login.isObject()) {
        return new Ended(answer, How.LOGGED_IN);
      }
    }
  }

  /** Empty where the code was wrong, and a new login may go better. */
  private Optional<JsonNode> attempt(Authorization login, String checkedBefore, int number) {
    try {
      return Optional.of(new LoginWait(gateway, wanted, dialogue, login, checkedBefore).finish());
    } catch (GatewayRefusal refusal) {
      if (!refusal.code().equals("code_rejected") || number == ATTEMPTS) {
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

  private CommandFailed byApiKey() {
    return new CommandFailed(
        wanted + " is a session by API key. Choose another name: --name NAME.");
  }
}
