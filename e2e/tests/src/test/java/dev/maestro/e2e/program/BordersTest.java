package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.e2e.running.Folders;
import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.GatewayProcess;
import dev.maestro.e2e.running.RawConnection;
import dev.maestro.e2e.running.Vendors;
import dev.maestro.e2e.running.WithProcess;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.Vendor;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a client may not do, and where the gateway may not listen. */
@ExtendWith(WithProcess.class)
class BordersTest {
  private final Vendors vendors;
  private final Gateway gateway;

  BordersTest(Vendors vendors, Gateway gateway) {
    this.vendors = vendors;
    this.gateway = gateway;
  }

  @Test
  void aForeignHostIsRefused() throws Exception {
    assertThat(statusFor("evil.example")).isBetween(400, 499);
    assertThat(statusFor("127.0.0.1.evil.example")).isBetween(400, 499);
    assertThat(statusFor("localhost")).isEqualTo(200);
  }

  private int statusFor(String host) throws Exception {
    try (var raw = new RawConnection(gateway.url())) {
      raw.write(
          "GET /api/sessions HTTP/1.1\r\nhost: "
              + host
              + "\r\nauthorization: Bearer "
              + gateway.key()
              + "\r\nconnection: close\r\n\r\n");
      return raw.status();
    }
  }

  @Test
  void anAddressElsewhereNeedsTlsOrAnExplicitWord() throws Exception {
    var folder = Files.createTempDirectory("maestro-bind");
    var settings = Map.of("http.host", "0.0.0.0");
    try (var refused = GatewayProcess.launch(folder.resolve("home"), settings)) {
      assertThat(refused.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(refused.process().exitValue()).isNotZero();
      assertThat(refused.output()).contains("http.host", "http.insecure");
    }
    Folders.delete(folder);
  }

  @Test
  void aClientsOrganisationNeverReplacesTheSessions() throws Exception {
    var wanted =
        Gateway.object()
            .put("provider", "openai")
            .put("auth_type", "api_key")
            .put("name", "with_organisation")
            .put("api_key", Vendor.OPENAI.defaultKey())
            .put("organization", "org-of-the-session")
            .put("project", "proj-of-the-session");
    assertThat(gateway.ask("POST", "/api/sessions", wanted).status()).isEqualTo(201);
    var before = vendors.newest();
    var answer =
        gateway.ask(
            "POST",
            "/v1/chat/completions",
            Gateway.question("with_organisation/gpt-4.1-mini", "hello"),
            "OpenAI-Organization",
            "org-of-the-client",
            "OpenAI-Project",
            "proj-of-the-client");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    var headers = vendors.conversation(before, ReceivedRequest::ended).headers();
    assertThat(headers)
        .containsEntry("openai-organization", "org-of-the-session")
        .containsEntry("openai-project", "proj-of-the-session");
    assertThat(headers.get("authorization"))
        .isEqualTo("Bearer " + Hashes.fingerprint(Vendor.OPENAI.defaultKey()));
  }

  @Test
  void aStrictRequestThatAVendorCannotExpressIsRefusedAndCostsNothing() throws Exception {
    var key = Vendor.ANTHROPIC.defaultKey();
    assertThat(gateway.create(Vendor.ANTHROPIC, "strict", key).status()).isEqualTo(201);
    var before = vendors.newest();
    var model = "anthropic/strict/" + Gateway.model(Vendor.ANTHROPIC);
    var question = Gateway.question(model, "hello").put("seed", 7);
    var refused = gateway.ask("POST", "/v1/chat/completions", question, "maestro-strict", "true");
    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.body()).contains("seed");
    assertThat(vendors.simulator().requestsSince(before)).isEmpty();
    var answered = gateway.ask("POST", "/v1/chat/completions", question);
    assertThat(answered.status()).as(answered.body()).isEqualTo(200);
    assertThat(answered.headers().firstValue("maestro-warnings"))
        .hasValueSatisfying(warnings -> assertThat(warnings).contains("seed"));
  }
}
