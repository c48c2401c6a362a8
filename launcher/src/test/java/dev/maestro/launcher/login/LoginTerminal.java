package dev.maestro.launcher.login;

import dev.maestro.launcher.client.GatewayClient;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A terminal before a gateway of few words. */
abstract class LoginTerminal {
  static final String CREATE = "POST /api/sessions";
  static final String SHOW = "GET /api/sessions/vendor/work";
  static final String MARK = "PATCH /api/sessions/vendor/work";
  static final String REFRESH = "POST /api/sessions/vendor/work/refresh";
  static final String PASTE = "POST /api/sessions/vendor/work/authorization";
  static final String PENDING = session("pending", ",\"login_pending\":true");
  static final String ACTIVE = active("11:00");
  static final String NONE = "{\"status\":404,\"detail\":\"There is none.\"}";
  static final String EXISTS =
      "{\"status\":409,\"code\":\"session_exists\",\"detail\":\"There is one.\"}";
  static final String REJECTED =
      "{\"status\":400,\"code\":\"code_rejected\",\"detail\":\"The vendor refuses it.\"}";
  static final String MISMATCH =
      "{\"status\":400,\"code\":\"state_mismatch\",\"detail\":\"It is another's.\"}";
  static final String EXPIRED =
      "{\"status\":410,\"code\":\"login_expired\",\"detail\":\"The login has expired.\"}";

  final ScriptedGateway gateway = new ScriptedGateway();
  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();
  final List<String> opened = new ArrayList<>();
  Instant now = Instant.parse("2026-11-26T10:00:00Z");

  @AfterEach
  void close() {
    gateway.close();
  }

  LoginRun.Ended run(InputStream in, boolean terminal, boolean standard) {
    return run(in, terminal, standard, false);
  }

  LoginRun.Ended again(InputStream in) {
    return run(in, true, false, true);
  }

  private LoginRun.Ended run(InputStream in, boolean terminal, boolean standard, boolean again) {
    InstantSource clock =
        () -> {
          Instant time = now;
          now = now.plusMillis(50);
          return time;
        };
    Dialogue dialogue =
        new Dialogue(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            new TypedLines(in),
            terminal,
            opened::add,
            clock,
            Duration.ofMillis(20));
    LoginRun.Wanted wanted =
        new LoginRun.Wanted("vendor", "work", "/api/sessions/vendor/work", standard, again);
    try (GatewayClient client = gateway.client()) {
      return new LoginRun(client, wanted, dialogue).run();
    }
  }

  static InputStream typed(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Nobody types, and the input does not end. */
  static InputStream silent() throws java.io.IOException {
    return new PipedInputStream(new PipedOutputStream());
  }

  static String session(String status, String more) {
    return "{\"provider\":\"vendor\",\"name\":\"work\",\"status\":\"" + status + "\"" + more + "}";
  }

  /** Whose vendor confirmed it at that time of the day. */
  static String active(String checked) {
    return session("active", ",\"checked_at\":\"2026-11-26T" + checked + ":00Z\"");
  }

  static String login(String flow, String page) {
    return """
    ,"authorization":{"url":"https://vendor.example/%s","flow":"%s","state":"s",
    "expires_at":"2026-11-26T10:15:00Z"}
    """
        .formatted(page, flow)
        .strip();
  }

  static String needsLogin(String page) {
    return "{\"status\":424,\"code\":\"needs_login\",\"detail\":\"Ended.\""
        + login("paste", page)
        + "}";
  }
}
