package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.GatewayProcess;
import dev.maestro.e2e.running.Vendors;
import dev.maestro.e2e.running.WithProcess;
import dev.maestro.simulator.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys that vendors took and refused are nowhere in plaintext, whatever went wrong meanwhile. */
@ExtendWith(WithProcess.class)
class PlantedSecretTest {
  private final Vendors vendors;
  private final Gateway gateway;
  private final GatewayProcess process;
  private final List<String> answers = new ArrayList<>();

  PlantedSecretTest(Vendors vendors, Gateway gateway, GatewayProcess process) {
    this.vendors = vendors;
    this.gateway = gateway;
    this.process = process;
  }

  @Test
  void aPlantedKeyIsFoundNowhere() throws Exception {
    var planted = new ArrayList<String>();
    for (var vendor : Vendor.values()) {
      var good = "sk-planted-" + UUID.randomUUID();
      var bad = "sk-refused-" + UUID.randomUUID();
      var next = "sk-next-" + UUID.randomUUID();
      planted.addAll(List.of(good, bad, next));
      vendors.simulator().addKey(vendor, good);
      use(vendor, good, bad);
      change(vendor, bad, next);
    }
    var client = clientKey();
    planted.add(client);
    assertThat(gateway.withKey(client).ask("GET", "/v1/models").status()).isEqualTo(200);
    assertThat(gateway.withKey(client + "x").ask("GET", "/v1/models").status()).isEqualTo(401);
    answers.add(process.output());
    for (var secret : planted) {
      assertThat(answers).as("answers and logs").noneMatch(answer -> answer.contains(secret));
    }
    assertThat(PlantedFiles.with(process.home().getParent(), planted)).isEmpty();
  }

  private void use(Vendor vendor, String good, String bad) throws Exception {
    var path = Gateway.path(vendor, "planted");
    answers.add(gateway.create(vendor, "planted_bad", bad).body());
    var created = gateway.create(vendor, "planted", good);
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    answers.add(created.body());
    answers.add(gateway.create(vendor, "planted", good).body());
    answers.add(gateway.ask("GET", path).body());
    answers.add(gateway.ask("GET", "/api/sessions").body());
    answers.add(gateway.ask("GET", path + "/models?refresh=true").body());
    answers.add(gateway.converse(vendor, "planted", "hello").events().toString());
    answers.add(gateway.converse(vendor, "planted", "hello [[sim:cut=2]]").events().toString());
    answers.add(gateway.converse(vendor, "planted", "hello [[sim:error]]").events().toString());
    vendors.simulator().removeKey(vendor, good);
    answers.add(refused(vendor));
  }

  private void change(Vendor vendor, String bad, String next) throws Exception {
    var path = Gateway.path(vendor, "planted");
    vendors.simulator().addKey(vendor, next);
    for (var attempt : Map.of(bad, 400, next, 200).entrySet()) {
      var answer = gateway.ask("PATCH", path, Gateway.object().put("api_key", attempt.getKey()));
      assertThat(answer.status()).as(answer.body()).isEqualTo(attempt.getValue());
      answers.add(answer.body());
    }
    answers.add(gateway.converse(vendor, "planted", "hello").events().toString());
    answers.add(gateway.ask("GET", "/api/notifications").body());
  }

  private String refused(Vendor vendor) throws Exception {
    var question = Gateway.question(Gateway.model(vendor), "hello").put("stream", false);
    var answer = gateway.ask("POST", Gateway.path(vendor, "planted") + "/chat", question);
    assertThat(answer.status()).as(answer.body()).isBetween(400, 401); // as the vendor does
    return answer.body();
  }

  private String clientKey() throws Exception {
    var wanted = Gateway.object().put("name", "planted").put("role", "client");
    var made = gateway.ask("POST", "/api/keys", wanted);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    answers.add(gateway.ask("GET", "/api/keys").body());
    return made.json().path("key").asText();
  }
}
