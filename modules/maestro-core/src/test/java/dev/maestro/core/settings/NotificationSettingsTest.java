package dev.maestro.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotificationSettingsTest {
  @Test
  void whoIsToldIsReadAndItsSecretsDoNotShow() {
    assertThat(read("", Map.of()).notifications())
        .isEqualTo(new NotificationSettings(List.of(), Optional.empty(), false));

    NotificationSettings told =
        read(
                "notifications: {webhooks: [https://one.example/planted], webhook-secret: planted-secret-1234}",
                Map.of())
            .notifications();

    assertThat(told.webhooks()).containsExactly(Secret.of("https://one.example/planted"));
    assertThat(told.webhookSecret()).contains(Secret.of("planted-secret-1234"));
    assertThat(told.allowInternal()).isFalse();
    assertThat(told.toString()).doesNotContain("planted");
    assertThat(
            read(
                    "",
                    Map.of(
                        "MAESTRO_NOTIFICATIONS_WEBHOOKS",
                            "http://localhost:1/a, https://10.0.0.1/b",
                        "MAESTRO_NOTIFICATIONS_WEBHOOK_SECRET",
                            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "MAESTRO_NOTIFICATIONS_ALLOW_INTERNAL", "true"))
                .notifications()
                .webhooks())
        .hasSize(2);
  }

  @Test
  void aWebhookThatCannotOrMustNotBeIsRefused() {
    String secret = "\nnotifications.webhook-secret: a-secret-of-my-own";
    Map.of(
            "http://one.example/planted", "number 1 is not encrypted",
            "https://127.0.0.1/planted", "number 1 is on the internal host 127.0.0.1",
            "https://localhost:8443/planted", "number 1 is on the internal host localhost",
            "https://[fd00::1]/planted", "number 1 is on the internal host [fd00::1]",
            "https://planted:word@one.example/", "number 1 has a user name in it",
            "ftp://one.example/planted", "number 1 is no address on the web",
            "one.example/planted", "number 1 is no address on the web",
            "https://one.example/planted path", "number 1 is no URL")
        .forEach((url, problem) ->
            assertThatThrownBy(
                    () -> read("notifications.webhooks: '" + url + "'" + secret, Map.of()))
                .hasMessageContainingAll("notifications.webhooks", problem)
                .message()
                .doesNotContain("planted"));
    refused(
        "notifications.webhooks: https://one.example/",
        Map.of(),
        "notifications.webhook-secret is missing");
    for (String bad : List.of("planted", "whsec_planted!planted!")) {
      assertThatThrownBy(() -> read("notifications.webhook-secret: '" + bad + "'", Map.of()))
          .hasMessageContaining("notifications.webhook-secret")
          .message()
          .doesNotContain("planted");
    }
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
