package dev.maestro.launcher.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.client.GatewayRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Waits for one login: for the browser to come back, and for what the person may paste. */
final class LoginWait {
  private static final Duration TURN = Duration.ofMillis(100);
  private static final int SILENCES = 30;
  private static final int MISMATCHES = 5;

  /** What no waiting heals. */
  private static final Set<Integer> FINAL = Set.of(401, 403);

  private final GatewayClient gateway;
  private final LoginRun.Wanted wanted;
  private final Dialogue dialogue;
  private final Authorization login;
  private final String checkedBefore;
  private final Spinner spinner;
  private Instant asked;
  private int silences;
  private int mismatches;

  /** For a session that was last confirmed then; a session may be active all along. */
  LoginWait(
      GatewayClient gateway,
      LoginRun.Wanted wanted,
      Dialogue dialogue,
      Authorization login,
      String checkedBefore) {
    this.gateway = gateway;
    this.wanted = wanted;
    this.dialogue = dialogue;
    this.login = login;
    this.checkedBefore = checkedBefore;
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
      prompt();
    } else {
      dialogue
          .err()
          .println(
              "Where the browser runs on another machine than the gateway, it ends on a page that"
                  + " cannot be opened: paste the address of that page here.");
    }
  }

  private void prompt() {
    if (login.paste() && dialogue.terminal()) {
      dialogue.err().print("Code that the page shows: ");
      dialogue.err().flush();
    }
  }

  private JsonNode await() throws InterruptedException {
    Duration turn = TURN.compareTo(dialogue.every()) < 0 ? TURN : dialogue.every();
    while (!login.isOver(dialogue.clock().instant())) {
      if (!login.paste() || !dialogue.terminal()) {
        spinner.turn();
      }
      Optional<JsonNode> session =
          dialogue.typed().within(turn) instanceof TypedLines.Typed.Line line
              ? bring(line.text())
              : look();
      if (session.isPresent()) {
        return session.get();
      }
    }
    throw new CommandFailed(
        "The login has expired: it waits no longer than oauth.login.expires. Begin again: maestro"
            + " login "
            + wanted);
  }

  /** Empty where that belongs to no login, and this one still waits. */
  private Optional<JsonNode> bring(String text) {
    spinner.clear();
    if (!login.paste() && !text.contains("code=") && !text.contains("error=")) {
      dialogue
          .err()
          .println(
              "That is not the address that the browser came to: paste all of it, with code= in"
                  + " it.");
      return Optional.empty();
    }
    try {
      return Optional.of(
          gateway.call(
              "POST",
              wanted.path() + "/authorization",
              JsonNodeFactory.instance.objectNode().put("code", text)));
    } catch (GatewayRefusal refusal) {
      mismatches++;
      if (!refusal.code().equals("state_mismatch") || mismatches == MISMATCHES) {
        throw refusal;
      }
      dialogue.err().println(refusal.getMessage());
      dialogue.err().println("The login still waits for what the page above gives.");
      prompt();
      return Optional.empty();
    }
  }

  /** The session, if the login was finished elsewhere. */
  private Optional<JsonNode> look() {
    if (login.paste() && dialogue.typed().hasEnded()) {
      throw new CommandFailed(
          "No code came on standard input. The login waits: run the same command again with the"
              + " code that the page shows, echo CODE | maestro login "
              + wanted);
    }
    Instant now = dialogue.clock().instant();
    if (now.isBefore(asked.plus(dialogue.every()))) {
      return Optional.empty();
    }
    asked = now;
    JsonNode session;
    try {
      session = gateway.call("GET", wanted.path());
      silences = 0;
    } catch (GatewayRefusal refusal) {
      if (refusal.status() == 404) {
        throw new CommandFailed(
            "The session " + wanted + " is gone: it was deleted, or its login has expired.",
            refusal);
      }
      return silent(refusal, FINAL.contains(refusal.status()));
    } catch (CommandFailed unreachable) {
      return silent(unreachable, false);
    }
    return ended(session);
  }

  private Optional<JsonNode> ended(JsonNode session) {
    if (LoginState.isPending(session)) {
      return Optional.empty();
    }
    if (LoginState.isLoggedIn(session) && !LoginState.checked(session).equals(checkedBefore)) {
      return Optional.of(session);
    }
    throw new CommandFailed(
        "The login of %s is over: it was refused on the vendor's page, or broken off."
                .formatted(wanted)
            + " Begin again: maestro login "
            + wanted);
  }

  // A gateway that restarts still has the login.
  private Optional<JsonNode> silent(CommandFailed why, boolean forGood) {
    silences++;
    if (forGood || silences == SILENCES) {
      throw why;
    }
    return Optional.empty();
  }
}
