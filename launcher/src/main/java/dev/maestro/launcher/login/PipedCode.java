package dev.maestro.launcher.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayClient;
import java.util.Optional;

/**
 * Finishes the login that an earlier run began with the code that a pipe brings: a new login would
 * make that code worthless.
 */
final class PipedCode {
  private final GatewayClient gateway;
  private final LoginRun.Wanted wanted;
  private final Dialogue dialogue;

  PipedCode(GatewayClient gateway, LoginRun.Wanted wanted, Dialogue dialogue) {
    this.gateway = gateway;
    this.wanted = wanted;
    this.dialogue = dialogue;
  }

  /** The session, logged in; empty where no code came, or nothing waits for one any more. */
  Optional<JsonNode> finish() {
    dialogue
        .err()
        .println("A login of " + wanted + " waits: its code is read from standard input.");
    try {
      while (true) {
        switch (dialogue.typed().within(dialogue.every())) {
          case TypedLines.Typed.Line line -> {
            return Optional.of(
                gateway.call(
                    "POST",
                    wanted.path() + "/authorization",
                    JsonNodeFactory.instance.objectNode().put("code", line.text())));
          }
          case TypedLines.Typed.End end -> {
            return Optional.empty();
          }
          case TypedLines.Typed.Nothing nothing -> {
            if (!LoginState.isPending(gateway.call("GET", wanted.path()))) {
              return Optional.empty();
            }
          }
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted.", interrupted);
    }
  }
}
