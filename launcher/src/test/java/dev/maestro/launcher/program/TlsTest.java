package dev.maestro.launcher.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.Secret;
import dev.maestro.core.settings.Settings;
import dev.maestro.core.settings.SettingsSources;
import dev.maestro.core.settings.StartRefusedException;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.store.TestDatabase;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with a certificate that nobody signed, made out to a name that is not its address. */
@Timeout(60)
class TlsTest {
  private static SelfSignedCertificate certificate;

  @TempDir private Path home;
  @RegisterExtension private final TestDatabase database = new TestDatabase();

  @BeforeAll
  static void makeCertificate() {
    certificate = SelfSignedCertificate.create("gateway.example");
  }

  @AfterAll
  static void deleteCertificate() {
    certificate.delete();
  }

  @Test
  void servesHttpsAndNoClearText() throws Exception {
    try (Program program = Program.start(settings(cert(), key()));
        HttpClient stranger = HttpClient.newHttpClient()) {
      assertThat(program.url().getScheme()).isEqualTo("https");
      HttpRequest secure = HttpRequest.newBuilder(program.url().resolve("/health/live")).build();
      assertThatThrownBy(() -> stranger.send(secure, BodyHandlers.discarding()))
          .isInstanceOf(SSLException.class);
      URI clear = URI.create("http://127.0.0.1:" + program.port() + "/health/live");
      HttpRequest insecure = HttpRequest.newBuilder(clear).build();
      assertThatThrownBy(() -> stranger.send(insecure, BodyHandlers.discarding()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void theCommandsOfItsOwnMachineTrustItsCertificateAndNoOther() {
    try (Program program = Program.start(settings(cert(), key()));
        GatewayClient own = program.client();
        GatewayClient stranger = new GatewayClient(program.url(), secret(), Optional.empty())) {
      assertThat(own.call("GET", "/api/sessions").has("sessions")).isTrue();
      assertThatThrownBy(() -> stranger.call("GET", "/api/sessions"))
          .isInstanceOf(CommandFailed.class)
          .hasMessageContaining("is not trusted")
          .hasMessageContaining("http.tls.cert");
    }
  }

  @Test
  void aMissingFileIsNamedWithItsSetting() {
    String missing = home.resolve("nobody.pem").toString();
    assertThatThrownBy(() -> Program.start(settings(missing, missing)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("http.tls.cert is \"" + missing + "\", which is not there")
        .hasMessageContaining("http.tls.key is \"" + missing + "\", which is not there");
  }

  @Test
  void aFileThatCannotBeReadIsNamedWithItsSetting() {
    assertThatThrownBy(() -> Program.start(settings(cert(), home.toString())))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("http.tls.key is \"" + home + "\", which cannot be read")
        .hasMessageNotContaining("http.tls.cert");
  }

  @Test
  void filesOfTheWrongKindAreNamedWithTheirSettings() throws Exception {
    assertThatThrownBy(() -> Program.start(settings(key(), cert())))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("http.tls.cert", "holds no certificate")
        .hasMessageContaining("http.tls.key", "holds no private key");
    Path locked =
        Files.writeString(
            home.resolve("locked.pem"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n");
    assertThatThrownBy(() -> Program.start(settings(cert(), locked.toString())))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("openssl pkey -in " + locked);
  }

  @Test
  void aKeyThatIsNoKeyRefusesTheStartAndFreesTheHome() throws Exception {
    Path broken =
        Files.writeString(
            home.resolve("broken.pem"),
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assertThatThrownBy(() -> Program.start(settings(cert(), broken.toString())))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("http.tls");
    try (Program again = Program.start(settings(cert(), key()))) {
      assertThat(again.port()).isPositive();
    }
  }

  private static Secret secret() {
    return Secret.of("no key of this gateway");
  }

  private static String cert() {
    return pem().getCertPath();
  }

  private static String key() {
    return pem().getKeyPath();
  }

  private static PemKeyCertOptions pem() {
    return certificate.keyCertOptions();
  }

  private Settings settings(String cert, String key) {
    Map<String, String> environment = new HashMap<>();
    environment.put("MAESTRO_HOME", home.toString());
    environment.put("MAESTRO_HTTP_PORT", "0");
    environment.put("MAESTRO_HTTP_TLS_CERT", cert);
    environment.put("MAESTRO_HTTP_TLS_KEY", key);
    environment.put("MAESTRO_DATABASE_URL", database.url().reveal());
    return Settings.read(new SettingsSources(environment, "", "maestro.yaml", home, home, home));
  }
}
