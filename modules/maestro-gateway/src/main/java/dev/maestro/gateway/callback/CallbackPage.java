package dev.maestro.gateway.callback;

import dev.maestro.core.LoginOutcome;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A page of its own: no script, nothing from elsewhere, and every word escaped. */
record CallbackPage(int status, String title, String text, String command) {
  static final CallbackPage NOTHING =
      new CallbackPage(404, "Nothing here", "Maestro waits here for logins to come back.", null);
  static final CallbackPage INVALID =
      new CallbackPage(400, "Not understood", "The request cannot be read.", null);
  static final CallbackPage BUSY =
      new CallbackPage(503, "Too many at once", "Wait a moment, then load this page again.", null);
  static final CallbackPage WRONG_HOST =
      new CallbackPage(421, "Not here", "Maestro does not answer to this name.", null);
  static final CallbackPage WRONG_METHOD =
      new CallbackPage(405, "Not this way", "Logins come back by GET.", null);
  static final CallbackPage FAULT =
      new CallbackPage(500, "Something went wrong", "Maestro's log says what.", null);

  private static final int LONGEST = 1000;
  private static final String STYLE =
      """
      body{font:17px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;\
      place-items:center;background:#f6f7f9;color:#1d2430}\
      main{background:#fff;border-radius:14px;padding:2.2rem 2.6rem;margin:1rem;max-width:34rem;\
      box-shadow:0 6px 30px #1d243018;overflow-wrap:anywhere}\
      h1{font-size:1.4rem;margin:0 0 .6rem}p{margin:.5rem 0}\
      code{background:#eef0f4;border-radius:6px;padding:.15rem .45rem}\
      .done h1::before{content:"\\2713\\a0";color:#178a4c}\
      .failed h1::before{content:"\\2715\\a0";color:#c2342b}\
      @media(prefers-color-scheme:dark){body{background:#14181f;color:#e6e9ef}\
      main{background:#1d232d}code{background:#2a323f}}\
      """;
  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none';"
              .formatted(hash(STYLE))
          + " frame-ancestors 'none'";

  /** How a login ended, and what to do where it did not. */
  static CallbackPage of(LoginOutcome outcome) {
    String session = outcome.session();
    if (outcome.done()) {
      return new CallbackPage(
          200,
          session == null ? "Logged in" : session + " is logged in",
          (said(outcome) + " You may close this window.").strip(),
          null);
    }
    return new CallbackPage(
        400,
        session == null ? "Not logged in" : session + " is not logged in",
        said(outcome),
        session == null ? "maestro login PROVIDER --name NAME" : "maestro login " + session);
  }

  private static String said(LoginOutcome outcome) {
    String message = outcome.message() == null ? "" : outcome.message().strip();
    return message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
  }

  void write(HttpServerResponse response) {
    protect(response)
        .setStatusCode(status)
        .putHeader("content-type", "text/html; charset=utf-8")
        .end(html());
  }

  /** The headers of every answer: what stands in an address or a page stays here. */
  static HttpServerResponse protect(HttpServerResponse response) {
    return response
        .putHeader("cache-control", "no-store")
        .putHeader("referrer-policy", "no-referrer")
        .putHeader("content-security-policy", POLICY)
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("x-frame-options", "DENY");
  }

  String html() {
    String next =
        command == null
            ? ""
            : "<p>To try again, type in a terminal: <code>" + escaped(command) + "</code></p>";
    return """
    <!doctype html>
    <html lang="en">
    <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>%s - Maestro</title><style>%s</style></head>
    <body><main class="%s"><h1>%s</h1><p>%s</p>%s</main></body>
    </html>
    """
        .formatted(
            escaped(title),
            STYLE,
            status == 200 ? "done" : "failed",
            escaped(title),
            escaped(text),
            next);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every JDK has it
    }
  }
}
