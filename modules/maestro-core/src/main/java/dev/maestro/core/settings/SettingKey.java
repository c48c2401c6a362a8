package dev.maestro.core.settings;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Every setting of the core, as it stands in maestro.yaml. */
enum SettingKey {
  HOME("home"),
  HTTP_HOST("http.host"),
  HTTP_PORT("http.port"),
  HTTP_ALLOWED_HOSTS("http.allowed-hosts"),
  HTTP_MAX_BODY("http.max-body"),
  HTTP_TLS_CERT("http.tls.cert"),
  HTTP_TLS_KEY("http.tls.key"),
  HTTP_INSECURE("http.insecure"),
  DATABASE_URL("database.url"),
  ADMIN_KEY("admin.key"),
  MASTER_KEY("master.key"),
  OAUTH_CALLBACK_HOST("oauth.callback.host"),
  OAUTH_CALLBACK_PORT("oauth.callback.port"),
  OAUTH_LOGIN_EXPIRES("oauth.login.expires"),
  SESSIONS_CLEANUP("sessions.cleanup"),
  PROVIDERS_FOLDER("providers.folder"),
  REFRESH_EVERY("refresh.every"),
  REFRESH_AHEAD("refresh.ahead"),
  NOTIFICATIONS_WEBHOOKS("notifications.webhooks"),
  NOTIFICATIONS_WEBHOOK_SECRET("notifications.webhook-secret"),
  NOTIFICATIONS_ALLOW_INTERNAL("notifications.allow-internal"),
  CLUSTER_ENABLED("cluster.enabled"),
  CLUSTER_HOST("cluster.host"),
  CLUSTER_PORT("cluster.port"),
  CLUSTER_MEMBERS("cluster.members"),
  ROLES("roles");

  static final String PROVIDERS = "providers.";
  static final String VARIABLES = "MAESTRO_";
  private static final List<String> PATHS = Stream.of(values()).map(SettingKey::path).toList();

  private final String path;

  SettingKey(String path) {
    this.path = path;
  }

  String path() {
    return path;
  }

  String variable() {
    return variable(path);
  }

  /** {@code http.allowed-hosts} is MAESTRO_HTTP_ALLOWED_HOSTS. */
  static String variable(String path) {
    return VARIABLES + path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  static List<String> paths() {
    return PATHS;
  }
}
