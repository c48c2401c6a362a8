package dev.maestro.e2e.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maestro.e2e.running.LoginWay.Flow;
import java.net.URI;

/** One who logs sessions in, with a client of the gateway and a browser. */
public record Person(Vendors vendors, Gateway gateway, Browser browser) {
  public Person(Vendors vendors, Gateway gateway) {
    this(vendors, gateway, new Browser());
  }

  /**
   * The answer to a login that begins, to its provider's default session. The account is as the way
   * has it from now on.
   */
  public Answer begin(LoginWay way, String name) throws Exception {
    return begin(way, way.provider(), name);
  }

  /** The same at a provider of another name. */
  public Answer begin(LoginWay way, String provider, String name) throws Exception {
    vendors.simulator().logins(way.vendor()).organization(way.organization());
    return gateway.ask(
        "POST",
        "/api/sessions",
        Gateway.object()
            .put("provider", provider)
            .put("auth_type", "oauth")
            .put("name", name)
            .put("default", true));
  }

  /** Agrees on the vendor's page; what is to be brought back from there. */
  public String agree(JsonNode authorization) throws Exception {
    var page = browser.ask(URI.create(authorization.path("url").asText()));
    if (page.status() == 302) {
      return page.header("location");
    }
    assertThat(page.status()).as(page.body()).isEqualTo(200);
    return page.header("x-sim-code");
  }

  public Answer paste(String path, String text) throws Exception {
    return gateway.ask("POST", path + "/authorization", Gateway.object().put("code", text));
  }

  /** Logs in as the vendor means it: through the real callback port where there is one. */
  public JsonNode login(LoginWay way, String name) throws Exception {
    return finish(way, way.path(name), begin(way, name));
  }

  /** Finishes what was begun; the session's JSON. */
  public JsonNode finish(LoginWay way, String path, Answer begun) throws Exception {
    if (way.flow() == Flow.NONE) {
      assertThat(begun.status()).as(begun.body()).isEqualTo(201);
      return begun.json();
    }
    var authorization = begun.json().path("authorization");
    assertThat(authorization.isObject()).as(begun.body()).isTrue();
    if (way.flow() == Flow.PASTE) {
      var pasted = paste(path, agree(authorization));
      assertThat(pasted.status()).as(pasted.body()).isEqualTo(200);
    } else {
      var page = browser.visit(agree(authorization));
      assertThat(page.shown().status()).as(page.shown().body()).isEqualTo(200);
    }
    return gateway.ask("GET", path).json();
  }

  /** Logs in without the callback port: the address that a browser could not open is pasted. */
  public JsonNode loginByPaste(LoginWay way, String name) throws Exception {
    var begun = begin(way, name);
    if (way.flow() == Flow.NONE) {
      return finish(way, way.path(name), begun);
    }
    var brought = agree(begun.json().path("authorization"));
    var pasted = paste(way.path(name), asAddress(brought));
    assertThat(pasted.status()).as(pasted.body()).isEqualTo(200);
    return pasted.json();
  }

  /** Of {@code code#state}, the address that the vendor's page has. */
  private static String asAddress(String brought) {
    if (brought.startsWith("http")) {
      return brought;
    }
    var parts = brought.split("#", 2);
    return "https://platform.claude.com/oauth/code/callback?code="
        + parts[0]
        + "&state="
        + parts[1];
  }

  /** Opens a neutral stream. */
  public EventStream chat(LoginWay way, String name, String prompt) throws Exception {
    return gateway.stream(way.path(name) + "/chat", Gateway.question(way.model(), prompt));
  }

  /** Asks and reads to the end. */
  public Conversation converse(LoginWay way, String name, String prompt) throws Exception {
    try (var events = chat(way, name, prompt)) {
      assertThat(events.head().status()).as(name).isEqualTo(200);
      return new Conversation(events.rest());
    }
  }

  /** Deletes all sessions, so that no test is disturbed by another's. */
  public void tidy() throws Exception {
    for (var session : gateway.ask("GET", "/api/sessions").json().path("sessions")) {
      var path =
          "/api/sessions/"
              + session.path("provider").asText()
              + "/"
              + session.path("name").asText();
      assertThat(gateway.ask("DELETE", path).status()).isIn(204, 404);
    }
  }
}
