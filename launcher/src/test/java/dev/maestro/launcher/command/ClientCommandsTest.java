package dev.maestro.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.launcher.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientCommandsTest {
  private static final String SESSION =
      """
      {"provider":"openai","name":"work","auth_type":"api_key","status":"active","default":true,
       "created_at":"2026-11-23T05:00:00Z","last_used_at":null,"checked_at":null,"dialects":[]}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void creatingASessionSendsTheKeyAndNeverPrintsIt() {
    try (RecordingGateway gateway = json(201, SESSION)) {
      assertThat(run(gateway, "sessions", "create", "openai/work", "--api-key", "sk-planted"))
          .isZero();
      var asked = gateway.asked().getFirst();
      assertThat(asked.method() + " " + asked.uri()).isEqualTo("POST /api/sessions");
      assertThat(asked.authorization()).isEqualTo("Bearer maestro-key");
      assertThat(asked.json().getString("api_key")).isEqualTo("sk-planted");
      assertThat(asked.json().getString("auth_type")).isEqualTo("api_key");
    }
    assertThat(out.toString())
        .contains("Created openai/work.", "could not be asked whether the key is good");
    assertThat(err.toString()).contains("Warning: --api-key shows the key");
    assertThat(out.toString() + err).doesNotContain("sk-planted");
  }

  @Test
  void aSessionIsGivenAnotherKeyOrTheMarkAndNothingElse() {
    try (RecordingGateway gateway = json(200, SESSION)) {
      assertThat(run(gateway, "sessions", "update", "openai/work", "--api-key", "sk-planted"))
          .isZero();
      assertThat(run(gateway, "sessions", "update", "openai/work", "--default")).isZero();
      assertThat(run(gateway, "sessions", "update", "openai/work", "--no-default", "--json"))
          .isZero();
      assertThat(gateway.asked())
          .extracting(asked -> asked.method() + " " + asked.uri() + " " + asked.body())
          .containsExactly(
              "PATCH /api/sessions/openai/work {\"api_key\":\"sk-planted\"}",
              "PATCH /api/sessions/openai/work {\"default\":true}",
              "PATCH /api/sessions/openai/work {\"default\":false}");
    }
    assertThat(out.toString().lines())
        .startsWith(
            "Updated openai/work. The vendor could not be asked whether the key is good.",
            "Updated openai/work.",
            "{");
    assertThat(err.toString()).contains("Warning: --api-key shows the key");
    assertThat(out.toString() + err).doesNotContain("sk-planted");
  }

  @Test
  void aNewKeyIsAskedForWhereNothingIsGivenAndOneThatIsRefusedEndsWithOne() {
    String problem =
        """
        {"title":"Bad Request","status":400,"detail":"No.","code":"api_key_rejected",
         "errors":[{"field":"api_key","problem":"was refused","suggestion":"check it"}]}
        """;
    try (RecordingGateway gateway =
        new RecordingGateway(400, "application/problem+json", problem)) {
      assertThat(run(gateway, "sessions", "update", "openai/work")).isEqualTo(1);
      assertThat(gateway.asked()).isEmpty();
      assertThat(err.toString()).contains("No key given. Use --api-key-env VARIABLE");
      assertThat(run(gateway, "sessions", "update", "openai/work", "--api-key", "k")).isEqualTo(1);
      assertThat(err.toString()).contains("check it");
      assertThat(run(gateway, "sessions", "update", "openai")).isEqualTo(2);
    }
  }

  @Test
  void aListIsATableOrJson() {
    try (RecordingGateway gateway = json(200, "{\"sessions\":[" + SESSION + "]}")) {
      assertThat(run(gateway, "sessions", "list", "--provider", "openai")).isZero();
      assertThat(out.toString()).contains("SESSION", "openai/work", "active", "yes");
      assertThat(gateway.asked().getFirst().uri()).isEqualTo("/api/sessions?provider=openai");
      assertThat(run(gateway, "sessions", "list", "--json")).isZero();
      assertThat(out.toString()).contains("\"auth_type\" : \"api_key\"");
    }
  }

  @Test
  void aRefusalShowsFieldProblemAndSuggestion() {
    String problem =
        """
        {"title":"Bad Request","status":400,"detail":"name: has a space","code":"invalid",
         "errors":[{"field":"name","problem":"has a space","suggestion":"use _ instead"}]}
        """;
    try (RecordingGateway gateway =
        new RecordingGateway(400, "application/problem+json", problem)) {
      assertThat(run(gateway, "sessions", "create", "openai/a b", "--api-key", "k")).isEqualTo(1);
    }
    assertThat(err.toString()).containsOnlyOnce("name: has a space").contains("use _ instead");
  }

  @Test
  void chatPrintsTheTextAsItComes() {
    try (RecordingGateway gateway =
        events(
            chunk("{\"content\":\"Hel\"}", "null"),
            chunk("{\"content\":\"null\"}", "null"),
            chunk("{}", "\"stop\""),
            "[DONE]")) {
      assertThat(run(gateway, "chat", "work/gpt-4.1-mini", "Say", "it", "--system", "Be brief."))
          .isZero();
      var body = gateway.asked().getFirst().json();
      assertThat(body.getString("model")).isEqualTo("work/gpt-4.1-mini");
      assertThat(body.getJsonArray("messages").getJsonObject(1).getString("content"))
          .isEqualTo("Say it");
    }
    assertThat(out.toString().strip()).isEqualTo("Helnull");
  }

  @Test
  void anAnswerThatBreaksOffIsAFailure() {
    try (RecordingGateway gateway = events(chunk("{\"content\":\"Hel\"}", "null"))) {
      assertThat(run(gateway, "chat", "work/gpt-4.1-mini", "Hi")).isEqualTo(1);
    }
    assertThat(err.toString()).contains("The answer broke off");
  }

  @Test
  void anErrorInsideTheStreamIsAFailure() {
    try (RecordingGateway gateway = events("{\"error\":{\"message\":\"overloaded\"}}")) {
      assertThat(run(gateway, "chat", "work/gpt-4.1-mini", "Hi")).isEqualTo(1);
    }
    assertThat(err.toString()).contains("overloaded");
  }

  @Test
  void aKeyIsShownOnceAndAlone() {
    try (RecordingGateway gateway = json(201, "{\"id\":\"1\",\"key\":\"maestro_abc\"}")) {
      assertThat(run(gateway, "keys", "create", "laptop", "--session", "openai/work")).isZero();
      assertThat(gateway.asked().getFirst().json().getJsonArray("sessions").getString(0))
          .isEqualTo("openai/work");
    }
    assertThat(out.toString().strip()).isEqualTo("maestro_abc");
  }

  private static final String TOLD =
      """
      {"id":17,"kind":"needs_login","provider":"openai","session":"work","detail":"It is gone.",\
      "action":{"command":"maestro login openai --name work","link":"/api/sessions/openai/work"},\
      "created_at":"2026-11-23T05:00:00Z","acked_at":null,"settled_at":null}\
      """;

  @Test
  void notificationsAreListedWithWhatToDo() {
    try (RecordingGateway gateway = json(200, "{\"notifications\":[" + TOLD + "]}")) {
      assertThat(run(gateway, "notifications")).isZero();
      assertThat(out.toString())
          .contains("17", "needs_login", "openai/work", "open", "maestro login openai --name work");
      assertThat(run(gateway, "notifications", "list", "--all", "--json")).isZero();
      assertThat(out.toString()).contains("\"detail\" : \"It is gone.\"");
      assertThat(gateway.asked())
          .extracting(RecordingGateway.Asked::uri)
          .containsExactly("/api/notifications?open=true", "/api/notifications");
    }
    try (RecordingGateway gateway = json(200, "{\"notifications\":[]}")) {
      assertThat(run(gateway, "notifications", "list")).isZero();
    }
    assertThat(out.toString()).endsWith("Nothing needs you." + System.lineSeparator());
  }

  @Test
  void whatIsSaidBeforeTheSubcommandCountsToo() {
    try (RecordingGateway gateway = json(200, "{\"notifications\":[" + TOLD + "]}")) {
      int code =
          Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
              .execute(
                  "notifications",
                  "--json",
                  "--url",
                  gateway.url().toString(),
                  "--key",
                  "said-before",
                  "list");
      assertThat(code).isZero();
      assertThat(gateway.asked().getFirst().authorization()).isEqualTo("Bearer said-before");
    }
    assertThat(out.toString()).startsWith("{");
  }

  @Test
  void oneIsAcknowledged() {
    try (RecordingGateway gateway = json(200, TOLD)) {
      assertThat(run(gateway, "notifications", "ack", "17")).isZero();
      assertThat(run(gateway, "notifications", "ack", "seventeen")).isEqualTo(2);
      var asked = gateway.asked().getFirst();
      assertThat(asked.method() + " " + asked.uri()).isEqualTo("POST /api/notifications/17/ack");
    }
    assertThat(out.toString()).contains("To do: maestro login openai --name work");
  }

  @Test
  void notificationsAreWatchedUntilTheGatewayEndsThem() {
    try (RecordingGateway gateway = events(TOLD, TOLD)) {
      assertThat(run(gateway, "notifications", "watch")).isEqualTo(1);
      var asked = gateway.asked().getFirst();
      assertThat(asked.method() + " " + asked.uri()).isEqualTo("GET /api/notifications/stream");
      assertThat(out.toString())
          .contains("needs_login  openai/work: It is gone.", "do: maestro login openai");
      assertThat(run(gateway, "notifications", "watch", "--json")).isEqualTo(1);
      assertThat(out.toString().lines().filter(line -> line.startsWith("{\"id\":17,"))).hasSize(2);
    }
    assertThat(err.toString()).contains("The gateway has ended the stream");
  }

  private int run(RecordingGateway gateway, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", gateway.url().toString(), "--key", "maestro-key"));
    return Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private static RecordingGateway json(int status, String body) {
    return new RecordingGateway(status, "application/json", body);
  }

  private static RecordingGateway events(String... data) {
    StringBuilder stream = new StringBuilder();
    for (String event : data) {
      stream.append("data: ").append(event).append("\n\n");
    }
    return new RecordingGateway(200, "text/event-stream", stream.toString());
  }

  private static String chunk(String delta, String reason) {
    return "{\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}"
        .formatted(delta, reason);
  }
}
