package dev.maestro.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.client.GatewayRefusal;
import dev.maestro.simulator.Simulator;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** One session from its creation to its answer, as any client would do it over HTTP. */
final class DemoRun {
  static final int CONFLICT = 409;
  private static final int SHOWN = 5;
  private static final int LONGEST_ANSWER = 8_000;

  private final GatewayClient gateway;
  private final Simulator simulator;
  private final PrintWriter out;

  DemoRun(GatewayClient gateway, Simulator simulator, PrintWriter out) {
    this.gateway = gateway;
    this.simulator = simulator;
    this.out = out;
  }

  DemoResult of(DemoSession session) {
    out.printf("%n=== %s/%s, by %s%n", session.provider(), session.name(), session.login());
    try {
      create(session);
      List<String> models = models(session);
      return stream(session, models);
    } catch (CommandFailed failure) {
      out.println(failure.getMessage());
      return DemoResult.failed(session, failure.getMessage().lines().findFirst().orElse(""));
    } finally {
      out.flush();
    }
  }

  private void create(DemoSession session) {
    ObjectNode wanted =
        JsonNodeFactory.instance
            .objectNode()
            .put("provider", session.provider())
            .put("auth_type", session.oauth() ? "oauth" : "api_key")
            .put("name", session.name())
            .put("default", !session.oauth());
    if (session.oauth()) {
      new DemoLogin(gateway, session, out).run(wanted);
      return;
    }
    try {
      gateway.call("POST", "/api/sessions", wanted.put("api_key", session.vendor().defaultKey()));
      out.println("Created the session with an API key.");
    } catch (GatewayRefusal refusal) {
      if (refusal.status() != CONFLICT) {
        throw refusal;
      }
      out.println("The session is there from an earlier run.");
    }
  }

  private List<String> models(DemoSession session) {
    JsonNode answer = gateway.call("GET", session.path() + "/models");
    List<String> models =
        StreamSupport.stream(answer.path("models").spliterator(), false)
            .map(model -> model.path("id").asText())
            .toList();
    if (models.isEmpty()) {
      throw new CommandFailed("The session lists no model.");
    }
    out.printf(
        "%d models: %s%s%n",
        models.size(),
        models.stream().limit(SHOWN).collect(Collectors.joining(", ")),
        models.size() > SHOWN ? ", …" : "");
    return models;
  }

  private DemoResult stream(DemoSession session, List<String> models) {
    String model = models.contains(session.model()) ? session.model() : models.getFirst();
    out.printf("%s answers: %s%n%n", model, Simulator.STANDARD_PROMPT);
    out.flush();
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("model", model)
            .put("max_tokens", LONGEST_ANSWER)
            .put("stream", true);
    request
        .putArray("messages")
        .addObject()
        .put("role", "user")
        .put("content", Simulator.STANDARD_PROMPT);
    DemoAnswer answer = new DemoAnswer(out, System.nanoTime());
    gateway.stream(session.path() + "/chat", request, answer::accept);
    out.println();
    String problem = answer.problem(session.vendor(), simulator.requests());
    return new DemoResult(
        session,
        models.size(),
        answer.firstToken(),
        answer.tokensIn(),
        answer.tokensOut(),
        problem.isEmpty(),
        problem);
  }
}
