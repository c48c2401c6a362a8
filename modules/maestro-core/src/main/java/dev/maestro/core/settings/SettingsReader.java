package dev.maestro.core.settings;

import dev.maestro.api.FieldProblem;
import dev.maestro.api.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Puts the settings together and notes whatever is wrong. */
final class SettingsReader {
  private static final long DEFAULT_BODY = 32L << 20;
  private static final int SHORTEST_ADMIN_KEY = 16;
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private final SettingsSources sources;
  private final SettingsText text;
  private final List<FieldProblem> problems = new ArrayList<>();
  private final SettingValues values;

  SettingsReader(SettingsSources sources) {
    this.sources = sources;
    this.text = SettingsText.of(sources);
    this.values = new SettingValues(sources, text.values(), problems);
  }

  Settings read() {
    problems.addAll(text.problems());
    problems.addAll(UnknownSettings.in(text.values().keySet(), sources.environment().keySet()));
    Path home = values.path(SettingKey.HOME).orElse(Paths.defaultHome(sources.userHome()));
    Settings settings =
        new Settings(
            home,
            http(),
            database(),
            keys(),
            new CallbackSettings(
                values.text(SettingKey.OAUTH_CALLBACK_HOST).orElse("localhost"),
                values.port(SettingKey.OAUTH_CALLBACK_PORT, 1455)),
            new LoginSettings(
                values.durationOrNever(SettingKey.OAUTH_LOGIN_EXPIRES, Duration.ofMinutes(15))),
            values.durationOrNever(SettingKey.SESSIONS_CLEANUP, Duration.ofDays(30)),
            ProvidersSettingsReader.read(sources, text, folders(home)),
            new RefreshSettings(
                values.duration(SettingKey.REFRESH_EVERY, Duration.ofSeconds(30)),
                values.duration(SettingKey.REFRESH_AHEAD, Duration.ofMinutes(5))),
            NotificationSettingsReader.read(values),
            cluster(),
            roles());
    checkCluster(settings);
    if (!problems.isEmpty()) {
      throw new StartRefusedException(problems);
    }
    return settings;
  }

  private HttpSettings http() {
    String host = values.text(SettingKey.HTTP_HOST).orElse("127.0.0.1");
    Optional<TlsSettings> tls = tls();
    boolean insecure = values.flag(SettingKey.HTTP_INSECURE);
    if (!isLoopback(host) && tls.isEmpty() && !insecure) {
      values.refuse(
          SettingKey.HTTP_HOST,
          "is \"" + host + "\", where others could read along",
          "set http.tls.cert and http.tls.key, or http.insecure: true behind a proxy that encrypts");
    }
    return new HttpSettings(
        host,
        values.port(SettingKey.HTTP_PORT, 7420),
        allowedHosts(),
        values.size(SettingKey.HTTP_MAX_BODY, DEFAULT_BODY),
        tls,
        insecure);
  }

  private Set<String> allowedHosts() {
    Set<String> hosts = new LinkedHashSet<>();
    values.list(SettingKey.HTTP_ALLOWED_HOSTS).stream()
        .map(host -> host.toLowerCase(Locale.ROOT))
        .forEach(hosts::add);
    return hosts.isEmpty() ? LOOPBACK : hosts;
  }

  private Optional<TlsSettings> tls() {
    Optional<Path> certificate = values.path(SettingKey.HTTP_TLS_CERT);
    Optional<Path> key = values.path(SettingKey.HTTP_TLS_KEY);
    if (certificate.isPresent() != key.isPresent()) {
      values.refuse(
          certificate.isPresent() ? SettingKey.HTTP_TLS_KEY : SettingKey.HTTP_TLS_CERT,
          "is missing",
          "name both files, certificate and key, or neither");
    }
    return certificate.flatMap(file -> key.map(other -> new TlsSettings(file, other)));
  }

  private DatabaseSettings database() {
    Optional<Secret> url = values.secret(SettingKey.DATABASE_URL);
    if (url.isPresent() && !SettingValues.isPostgresUrl(url.get().reveal())) {
      values.refuse(
          SettingKey.DATABASE_URL,
          "is no PostgreSQL address",
          "write postgresql://user:password@host:5432/database, or leave it empty for the embedded one");
    }
    return new DatabaseSettings(url);
  }

  private KeySettings keys() {
    Optional<Secret> admin = values.secret(SettingKey.ADMIN_KEY);
    if (admin.filter(key -> key.reveal().length() < SHORTEST_ADMIN_KEY).isPresent()) {
      values.refuse(
          SettingKey.ADMIN_KEY,
          "is shorter than " + SHORTEST_ADMIN_KEY + " characters",
          "take a long random one, for example from: openssl rand -hex 32");
    }
    Optional<Secret> master = values.secret(SettingKey.MASTER_KEY);
    if (master.filter(key -> !isMasterKey(key)).isPresent()) {
      values.refuse(
          SettingKey.MASTER_KEY,
          "is not 32 bytes in base64",
          "make one with: openssl rand -base64 32");
    }
    return new KeySettings(admin, master);
  }

  private static boolean isMasterKey(Secret key) {
    try {
      return Base64.getDecoder().decode(key.reveal()).length == 32;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private List<Path> folders(Path home) {
    List<Path> named =
        values.list(SettingKey.PROVIDERS_FOLDER).stream().map(values::resolve).toList();
    return named.isEmpty()
        ? List.of(sources.distribution().resolve("providers"), home.resolve("providers"))
        : named;
  }

  private ClusterSettings cluster() {
    return new ClusterSettings(
        values.flag(SettingKey.CLUSTER_ENABLED),
        values.text(SettingKey.CLUSTER_HOST).orElse("127.0.0.1"),
        values.port(SettingKey.CLUSTER_PORT, 5701),
        values.list(SettingKey.CLUSTER_MEMBERS));
  }

  private Set<NodeRole> roles() {
    Set<NodeRole> roles = EnumSet.noneOf(NodeRole.class);
    for (String word : values.list(SettingKey.ROLES)) {
      NodeRole.of(word)
          .ifPresentOrElse(
              roles::add,
              () ->
                  values.refuse(
                      SettingKey.ROLES,
                      "has \"" + word + "\"",
                      "write gateway, providers or both"));
    }
    return roles.isEmpty() ? EnumSet.allOf(NodeRole.class) : roles;
  }

  // Each node would make a database or a key of its own, and none could read another's sessions.
  private void checkCluster(Settings settings) {
    if (settings.cluster().enabled() && settings.database().url().isEmpty()) {
      values.refuse(
          SettingKey.DATABASE_URL,
          "is empty in a cluster",
          "name the PostgreSQL that all nodes share, or set cluster.enabled: false");
    }
    if (settings.cluster().enabled() && settings.keys().master().isEmpty()) {
      values.refuse(
          SettingKey.MASTER_KEY,
          "is not set in a cluster",
          "give every node the same one (openssl rand -base64 32), or set cluster.enabled: false");
    }
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.contains(host.toLowerCase(Locale.ROOT))
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }
}
