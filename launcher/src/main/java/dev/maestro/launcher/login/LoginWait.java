package dev.maestro.launcher.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.client.GatewayRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Waits for one login: for the browser to come back, and for what the person may paste. */
final class LoginWait {
  private static final Duration TURN = Duration.ofMillis(100);
  private static final int SILENCES = 10;

  private final GatewayClient gateway;
  private final LoginRun.Wanted wanted;
  private final Dialogue dialogue;
  private final Authorization login;
  private final Spinner spinner;
  private Instant asked;
  private String status = "";
  private int silences;

  LoginWait(GatewayClient gateway, LoginRun.Wanted wanted, Dialogue dialogue, Authorization login) {
    this.gateway = gateway;
    this.wanted = wanted;
    this.dialogue = dialogue;
    this.login = login;
    this.asked = dialogue.clock().instant();
    this.spinner =
        new Spinner(
            dialogue.err(),
            dialogue.terminal() && !login.paste(),
            login.paste()
                ? "waiting for the code"
                : "waiting for the browser to come back from the login");
  }

  /** The session, logged in. */
  JsonNode finish() {
    instruct();
    try {
      return await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted.", interrupted);
    } finally {
      spinner.clear();
    }
  }

  private void instruct() {
    dialogue.out().println("Log in to " + wanted + " on this page:");
    dialogue.out().println();
    dialogue.out().println("  " + login.url());
    dialogue.out().println();
    if (dialogue.terminal() && dialogue.browser().open(login.url())) {
      dialogue.err().println("It opens in the browser.");
    }
    if (login.paste()) {
      if (dialogue.terminal()) {
        dialogue.err().print("Code that the page shows: ");
        dialogue.err().flush();
      }
    } else {
      dialogue
          .err()
          .println(
              "Where the browser runs on another machine than the gateway, it ends on a page that"
                  + " cannot be opened: paste the address of that page here.");
    }
  }

  private JsonNode await() throws InterruptedException {
    Duration turn = TURN.compareTo(dialogue.every()) < 0 ? TURN : dialogue.every();
    while (!login.isOver(dialogue.clock().instant())) {
      if (!login.paste() || !dialogue.terminal()) {
        spinner.turn();
      }
      switch (dialogue.typed().within(turn)) {
        case TypedLines.Typed.Line line -> {
          spinner.clear();
          return gateway.call(
              "POST",
              wanted.path() + "/authorization",
              JsonNodeFactory.instance.objectNode().put("code", line.text()));
        }
        case TypedLines.Typed.End end when login.paste() ->
            throw new CommandFailed(
                "No code came on standard input. Type it in a terminal, or: echo CODE | maestro"
                    + " login "
                    + wanted);
        default -> {
          Optional<JsonNode> session = look();
          if (session.isPresent()) {
            return session.get();
          }
        }
      }
    }
    throw new CommandFailed(
        "The login has expired: it waits no longer than oauth.login.expires. Begin again: maestro"
            + " login "
            + wanted);
  }

  /** The session, if the login was finished elsewhere. */
  private Optional<JsonNode> look() {
    Instant now = dialogue.clock().instant();
    if (now.isBefore(asked.plus(dialogue.every()))) {
      return Optional.empty();
    }
    asked = now;
    Optional<JsonNode> session = show();
    session.map(shown -> shown.path("status").asText()).ifPresent(this::check);
    return session.filter(LoginWait::isLoggedIn);
  }

  private void check(String now) {
    if (status.equals("pending") && now.equals("expired")) {
      throw new CommandFailed(
          "The login of %s is over: it was refused on the vendor's page, or has expired. Begin"
                  .formatted(wanted)
              + " again: maestro login "
              + wanted);
    }
    status = now;
  }

  /** Empty where the gateway is silent: one that restarts still has the login. */
  private Optional<JsonNode> show() {
    try {
      JsonNode session = gateway.call("GET", wanted.path());
      silences = 0;
      return Optional.of(session);
    } catch (GatewayRefusal refusal) {
      if (refusal.status() == 404) {
        throw new CommandFailed(
            "The session " + wanted + " is gone: it was deleted, or its login has expired.",
            refusal);
      }
      throw refusal;
    } catch (CommandFailed silent) {
      silences++;
      if (silences == SILENCES) {
        throw silent;
      }
      return Optional.empty();
    }
  }

  private static boolean isLoggedIn(JsonNode session) {
    String status = session.path("status").asText();
    return status.equals("active") || status.equals("refreshing");
  }
}
