package dev.maestro.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.client.GatewayRefusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A login by OAuth, in which the demo plays the person and the browser. */
final class DemoLogin {
  private static final int NEEDS_LOGIN = 424;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** What the simulated vendor's page shows to be copied, for those that do not read HTML. */
  private static final String SHOWN = "x-sim-code";

  private final GatewayClient gateway;
  private final DemoSession session;
  private final PrintWriter out;

  DemoLogin(GatewayClient gateway, DemoSession session, PrintWriter out) {
    this.gateway = gateway;
    this.session = session;
    this.out = out;
  }

  /** Returns once the session is logged in. */
  void run(ObjectNode wanted) {
    JsonNode login = begin(wanted);
    if (login.isObject()) {
      String url = login.path("url").asText();
      out.printf("The vendor's page: %s%n", url.replaceFirst("[?].*", "?…"));
      try (HttpClient browser =
          HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
        agree(browser, url);
      }
    }
    JsonNode now = gateway.call("GET", session.path());
    if (!now.path("status").asText().equals("active")) {
      throw new CommandFailed("The login ended as \"" + now.path("status").asText() + "\".");
    }
    out.printf(
        "Logged in; requests are made with %s.%n",
        now.path("credential").asText().equals("api_key")
            ? "an API key made of the login"
            : "the access token");
  }

  private JsonNode begin(ObjectNode wanted) {
    try {
      return gateway.call("POST", "/api/sessions", wanted).path("authorization");
    } catch (GatewayRefusal refusal) {
      if (refusal.status() != DemoRun.CONFLICT) {
        throw refusal;
      }
      out.println("The session is there from an earlier run; its tokens are refreshed.");
      return again();
    }
  }

  // The vendor of the earlier run is gone, and its grants with it.
  private JsonNode again() {
    try {
      return gateway.call("POST", session.path() + "/refresh").path("authorization");
    } catch (GatewayRefusal refusal) {
      if (refusal.status() != NEEDS_LOGIN) {
        throw refusal;
      }
      out.println("Its vendor knows them no more, so the gateway asks for a new login:");
      return refusal.body().path("authorization");
    }
  }

  private void agree(HttpClient browser, String url) {
    HttpResponse<String> page = visit(browser, url);
    String code = page.headers().firstValue(SHOWN).orElse("");
    if (code.isEmpty()) {
      visit(browser, page.headers().firstValue("location").orElseThrow(this::noWayOn));
      out.println("The demo agreed there, as a browser, and came back to the gateway's callback.");
    } else {
      gateway.call(
          "POST",
          session.path() + "/authorization",
          JsonNodeFactory.instance.objectNode().put("code", code));
      out.println("The demo agreed there, as a browser, and pasted the code that it was shown.");
    }
  }

  private CommandFailed noWayOn() {
    return new CommandFailed("The vendor's page leads nowhere.");
  }

  // Redirects are not followed: the first one leads to the gateway, and is a step of the story.
  private static HttpResponse<String> visit(HttpClient browser, String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).build();
    try {
      HttpResponse<String> page = browser.send(request, HttpResponse.BodyHandlers.ofString());
      if (page.statusCode() >= 400) {
        throw new CommandFailed("The page answered " + page.statusCode() + ".");
      }
      return page;
    } catch (IOException broken) {
      throw new CommandFailed("The page cannot be reached.", broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted.", interrupted);
    }
  }
}
