package dev.maestro.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @Test
  void withoutAnySettingTheContractsDefaultsHold() {
    Settings settings = read("", Map.of());

    assertThat(settings.home()).isEqualTo(Path.of("/users/me/.maestro"));
    assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    assertThat(settings.http().port()).isEqualTo(7420);
    assertThat(settings.http().allowedHosts()).contains("localhost", "127.0.0.1", "[::1]");
    assertThat(settings.http().maxBody()).isEqualTo(32 * 1024 * 1024);
    assertThat(settings.http().tls()).isEmpty();
    assertThat(settings.http().insecure()).isFalse();
    assertThat(settings.database().url()).isEmpty();
    assertThat(settings.keys())
        .isEqualTo(new KeySettings(settings.keys().admin(), settings.keys().master()));
    assertThat(settings.keys().admin()).isEmpty();
    assertThat(settings.keys().master()).isEmpty();
    assertThat(settings.callback()).isEqualTo(new CallbackSettings("localhost", 1455));
    assertThat(settings.logins().expires()).contains(Duration.ofMinutes(15));
    assertThat(settings.cleanup()).contains(Duration.ofDays(30));
    assertThat(settings.providers().folders())
        .containsExactly(
            Path.of("/opt/maestro/providers"), Path.of("/users/me/.maestro/providers"));
    assertThat(settings.refresh())
        .isEqualTo(new RefreshSettings(Duration.ofSeconds(30), Duration.ofMinutes(5)));
    assertThat(settings.cluster())
        .isEqualTo(new ClusterSettings(false, "127.0.0.1", 5701, List.of()));
    assertThat(settings.roles()).containsExactlyInAnyOrder(NodeRole.GATEWAY, NodeRole.PROVIDERS);
  }

  @Test
  void loginsMayWaitAndSessionsMayStayForEver() {
    Settings settings =
        read("oauth.login.expires: never\n", Map.of("MAESTRO_SESSIONS_CLEANUP", "Never"));
    assertThat(settings.logins().expires()).isEmpty();
    assertThat(settings.cleanup()).isEmpty();
    settings = read("oauth.login: {expires: 90s}\nsessions: {cleanup: 2h}\n", Map.of());
    assertThat(settings.logins().expires()).contains(Duration.ofSeconds(90));
    assertThat(settings.cleanup()).contains(Duration.ofHours(2));
    refused("oauth.login.expires: soon", Map.of(), "oauth.login.expires", "the word never");
  }

  @Test
  void nestedAndDottedKeysAreTheSame() {
    String yaml =
        """
        home: ~/elsewhere
        http:
          port: 8000
          allowed-hosts: [Gateway.Example, other.example]
          tls: {cert: tls/cert.pem, key: /etc/key.pem}
        http.max-body: 1GiB
        refresh: {every: 500ms, ahead: 2h}
        roles: gateway
        """;

    Settings settings = read(yaml, Map.of());

    assertThat(settings.home()).isEqualTo(Path.of("/users/me/elsewhere"));
    assertThat(settings.http().port()).isEqualTo(8000);
    assertThat(settings.http().allowedHosts())
        .isEqualTo(Set.of("gateway.example", "other.example"));
    assertThat(settings.http().tls())
        .contains(new TlsSettings(Path.of("/work/tls/cert.pem"), Path.of("/etc/key.pem")));
    assertThat(settings.http().maxBody()).isEqualTo(1L << 30);
    assertThat(settings.refresh())
        .isEqualTo(new RefreshSettings(Duration.ofMillis(500), Duration.ofHours(2)));
    assertThat(settings.roles()).containsExactly(NodeRole.GATEWAY);
  }

  @Test
  void theEnvironmentOverridesTheFile() {
    Settings settings =
        read(
            "http.port: 1\nhttp.allowed-hosts: [a]\ndatabase.url: postgresql://u:p@h/d\n",
            Map.of(
                "MAESTRO_HTTP_PORT", "2",
                "MAESTRO_HTTP_ALLOWED_HOSTS", "b, c",
                "MAESTRO_DATABASE_URL", "",
                "MAESTRO_HOME", "/data",
                "MAESTRO_ADMIN_KEY", "an-admin-key-of-my-own"));

    assertThat(settings.http().port()).isEqualTo(2);
    assertThat(settings.http().allowedHosts()).isEqualTo(Set.of("b", "c"));
    assertThat(settings.database().url()).as("emptied").isEmpty();
    assertThat(settings.home()).isEqualTo(Path.of("/data"));
    assertThat(settings.keys().admin()).contains(Secret.of("an-admin-key-of-my-own"));
  }

  @Test
  void anUnknownKeyIsNamedWithTheOneThatWasMeant() {
    refused("http.prot: 1", Map.of(), "http.prot", "did you mean http.port?");
    refused(
        "clutser: {enabled: true}", Map.of(), "clutser.enabled", "did you mean cluster.enabled?");
    refused("wholly.different: 1", Map.of(), "wholly.different", "docs/configuration.md");
    refused(
        "",
        Map.of("MAESTRO_HTTP_PROT", "1"),
        "MAESTRO_HTTP_PROT",
        "did you mean MAESTRO_HTTP_PORT?");
    refused("", Map.of("MAESTRO_HOEM", "/x"), "MAESTRO_HOEM", "did you mean MAESTRO_HOME?");
    refused("", Map.of("MAESTRO_CLUSTER_NONSENSE", "1"), "MAESTRO_CLUSTER_NONSENSE");
    refused("providers: {base-url: x}", Map.of(), "providers.base-url");
  }

  @Test
  void variablesOfScriptsAroundTheProgramAreNotRefused() {
    read(
        "",
        Map.of(
            "MAESTRO_TEST_DATABASE_URL",
            "x",
            "MAESTRO_RECORDINGS",
            "x",
            "MAESTRO_KEY",
            "x",
            "PATH",
            "x"));
  }

  @Test
  void allProblemsAreNamedAtOnce() {
    String yaml =
        """
        http: {port: 99999, max-body: huge, insecure: maybe}
        refresh: {every: soon, ahead: 0s}
        oauth.callback.port: [1, 2]
        roles: [gateway, cook]
        database.url: mysql://h/d
        admin.key: short
        master.key: AAAA
        typo: 1
        """;

    refused(
        yaml,
        Map.of(),
        "http.port",
        "http.max-body",
        "http.insecure",
        "refresh.every",
        "refresh.ahead",
        "oauth.callback.port",
        "roles",
        "database.url",
        "admin.key",
        "master.key",
        "typo");
  }

  @Test
  void elsewhereThanOnLoopbackTlsOrAnExplicitWordIsNeeded() {
    refused("http.host: 0.0.0.0", Map.of(), "http.host", "http.tls.cert", "http.insecure: true");
    refused("http: {host: 10.0.0.7, tls: {cert: c.pem}}", Map.of(), "http.host", "http.tls.key");
    assertThat(read("http: {host: 0.0.0.0, insecure: true}", Map.of()).http().insecure()).isTrue();
    assertThat(read("http: {host: 0.0.0.0, tls: {cert: c, key: k}}", Map.of()).http().tls())
        .isPresent();
    for (String host : List.of("localhost", "127.0.0.2", "::1")) {
      assertThat(read("http.host: '" + host + "'", Map.of()).http().host()).isEqualTo(host);
    }
  }

  @Test
  void aClusterNeedsASharedDatabaseAndAnExplicitMasterKey() {
    refused("cluster.enabled: true", Map.of(), "database.url", "master.key");
    refused("cluster.enabled: true\ndatabase.url: postgresql://h/d", Map.of(), "master.key");
    Settings settings =
        read(
            "cluster: {enabled: true, members: ['10.0.0.2:5701', 10.0.0.3]}\ndatabase.url: postgresql://u@h/d",
            Map.of("MAESTRO_MASTER_KEY", KEY));
    assertThat(settings.cluster().members()).containsExactly("10.0.0.2:5701", "10.0.0.3");
  }

  @Test
  void whatIsSetForAProviderIsHandedOnUnread() {
    String yaml =
        """
        providers:
          folder: [jars, ~/jars]
          acme:
            base-url: http://file
            oauth: {client-id: me, token-url: [http://one, http://two]}
            nonsense: 1
          acme-eu:
            use: acme
        """;
    ProvidersSettings providers =
        read(
                yaml,
                Map.of(
                    "MAESTRO_PROVIDERS_ACME_BASE_URL", "http://environment",
                    "MAESTRO_PROVIDERS_ACME_OAUTH_CLIENT_SECRET", "hush",
                    "MAESTRO_PROVIDERS_ACME_US_USE", "acme"))
            .providers();

    assertThat(providers.folders())
        .containsExactly(Path.of("/work/jars"), Path.of("/users/me/jars"));
    assertThat(providers.of("acme", List.of("base-url", "oauth.client-id", "oauth.client-secret")))
        .isEqualTo(
            Map.of(
                "base-url", "http://environment",
                "oauth.client-id", "me",
                "oauth.client-secret", "hush",
                "oauth.token-url", "http://one,http://two",
                "nonsense", "1"));
    assertThat(providers.of("other", List.of("base-url"))).isEmpty();
    assertThat(providers.borrowed()).isEqualTo(Map.of("acme-eu", "acme", "acme-us", "acme"));
    assertThat(providers.of("acme-eu", List.of())).isEmpty();
    assertThat(providers.toString()).doesNotContain("hush");
  }

  @Test
  void aFileThatIsNoYamlIsRefusedWithoutBeingQuoted() {
    refused("admin.key: \"sk-planted\n  oops: [", Map.of(), "test.yaml", "line");
    refused("a: 1\na: 2", Map.of(), "test.yaml");
    refused("http.port: 1\nhttp: {port: 2}", Map.of(), "http.port", "twice");
    refused("just words", Map.of(), "test.yaml");
    refused("roles: [{a: 1}]", Map.of(), "roles");
    assertThatThrownBy(() -> read("admin.key: \"sk-planted\n  oops: [", Map.of()))
        .hasMessageNotContaining("sk-planted")
        .hasNoCause();
  }

  @Test
  void keysDoNotShowWhenSettingsArePrinted() {
    Settings settings =
        read(
            "database.url: postgresql://user:planted-1@host/db\nadmin.key: planted-2-planted-2\n"
                + "providers: {acme: {oauth.client-secret: planted-3}}\nmaster.key: "
                + KEY,
            Map.of());

    assertThat(settings.toString()).doesNotContain("planted").doesNotContain(KEY);
    refused("admin.key: planted", Map.of(), "admin.key");
    assertThatThrownBy(
            () -> read("admin.key: planted\nmaster.key: planted\ndatabase.url: planted", Map.of()))
        .hasMessageNotContaining("planted");
  }

  private static Settings read(String yaml, Map<String, String> environment) {
    return Settings.read(
        new SettingsSources(
            environment,
            yaml,
            "test.yaml",
            Path.of("/work"),
            Path.of("/users/me"),
            Path.of("/opt/maestro")));
  }

  private static void refused(String yaml, Map<String, String> environment, String... named) {
    assertThatThrownBy(() -> read(yaml, environment))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContainingAll(named);
  }
}
