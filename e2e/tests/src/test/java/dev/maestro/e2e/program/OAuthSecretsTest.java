package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.e2e.running.Answer;
import dev.maestro.e2e.running.Folders;
import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.GatewayProcess;
import dev.maestro.e2e.running.LoginStage;
import dev.maestro.e2e.running.LoginTap;
import dev.maestro.e2e.running.LoginWay;
import dev.maestro.e2e.running.LoginWay.Flow;
import dev.maestro.e2e.running.Notices;
import dev.maestro.e2e.running.Person;
import dev.maestro.e2e.running.UnpackedPostgres;
import dev.maestro.e2e.running.Vendors;
import dev.maestro.simulator.LoginStep;
import dev.maestro.simulator.Vendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What logins are made of is nowhere in plaintext, whatever went wrong meanwhile. */
@Timeout(180)
class OAuthSecretsTest {
  private final List<String> seen = new ArrayList<>();
  private final Set<String> codes = new HashSet<>();
  private Path folder;
  private Path files;
  private Vendors vendors;
  private LoginTap tap;
  private GatewayProcess process;
  private Gateway gateway;
  private Person person;

  @BeforeEach
  void start() throws Exception {
    folder = Files.createTempDirectory("maestro-secrets");
    files = Files.createTempDirectory("maestro-google");
    vendors = Vendors.start();
    tap = LoginTap.start(vendors);
    var settings = tap.through(LoginStage.settings(vendors, files));
    process = GatewayProcess.launch(UnpackedPostgres.into(folder.resolve("home")), settings);
    gateway = process.ready();
    person = new Person(vendors, gateway);
  }

  @AfterEach
  void stop() throws IOException {
    process.close();
    tap.close();
    vendors.close();
    Folders.delete(folder);
    Folders.delete(files);
  }

  @Test
  void noSecretOfALoginIsFoundAnywhere() throws Exception {
    try (var notices = new Notices(gateway)) {
      // What revokes a person's grants revokes those of Google's other ways too.
      for (var way : LoginWay.all().toList().reversed()) {
        use(way, notices);
      }
    }
    seen.add(gateway.ask("GET", "/metrics").body());
    seen.add(gateway.ask("GET", "/api/providers").body());
    seen.add(process.output());
    var secrets = secrets();
    assertThat(tap.fields())
        .contains(
            "code",
            "code_verifier",
            "client_secret",
            "refresh_token",
            "access_token",
            "id_token",
            "raw_key",
            "subject_token",
            "token");
    for (var secret : secrets) {
      assertThat(seen.stream().filter(text -> text.contains(secret)))
          .as("a %s in answers and logs", tap.secrets().get(secret))
          .isEmpty();
    }
    assertThat(PlantedFiles.with(folder, secrets)).isEmpty();
  }

  private Set<String> secrets() {
    Set<String> secrets = new HashSet<>(codes);
    secrets.addAll(tap.secrets().keySet());
    vendors
        .simulator()
        .logins(Vendor.GEMINI)
        .serviceAccountFile()
        .lines()
        .filter(line -> line.contains("private_key\""))
        .flatMap(line -> List.of(line.split("\\\\n")).stream())
        .filter(line -> line.length() == 64)
        .forEach(secrets::add);
    return secrets;
  }

  /** From its login to its end, with what goes wrong on the way. */
  private void use(LoginWay way, Notices notices) throws Exception {
    var name = "planted_" + way.name();
    var path = way.path(name);
    var logins = vendors.simulator().logins(way.vendor());
    var begun = person.begin(way, name);
    note(begun);
    if (way.flow() == Flow.PASTE) {
      var code = person.agree(begun.json().path("authorization"));
      codes.add(code.substring(0, code.indexOf('#')));
      note(person.paste(path, code + "x"));
      note(person.paste(path, "https://platform.claude.com/?error=access_denied"));
    }
    if (way.flow() == Flow.CALLBACK) {
      var page = person.browser().visit(person.agree(begun.json().path("authorization")));
      page.answers().forEach(this::note);
    } else {
      person.finish(way, path, begun);
    }
    note(gateway.ask("GET", path));
    note(gateway.ask("GET", path + "/models?refresh=true"));
    seen.add(person.converse(way, name, "hello").events().toString());
    logins.expireAccessTokens();
    logins.expireKeys();
    seen.add(person.converse(way, name, "hello [[sim:cut=2]]").events().toString());
    logins.force(LoginStep.TOKEN, "status=500", 1);
    note(gateway.ask("POST", path + "/refresh"));
    note(gateway.ask("POST", path + "/refresh"));
    end(way, name, notices);
    note(gateway.ask("DELETE", path));
  }

  private void end(LoginWay way, String name, Notices notices) throws Exception {
    if (way.flow() != Flow.NONE) {
      vendors.simulator().logins(way.vendor()).revokeGrants();
      note(gateway.ask("POST", way.path(name) + "/refresh"));
      seen.add(notices.next(name).toString());
      note(gateway.ask("GET", "/api/notifications"));
    }
    note(gateway.ask("GET", "/api/sessions"));
  }

  private void note(Answer answer) {
    seen.add(answer.headers().map() + answer.body());
  }
}
