package dev.maestro.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.AuthType;
import dev.maestro.api.bus.Announcement;
import dev.maestro.api.provider.ProviderDescription;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Announcements announcements = new Announcements(() -> now);

  static ProviderDescription provider(String id, String node, String... features) {
    return new ProviderDescription(
        id,
        "1",
        "1",
        List.of(AuthType.API_KEY),
        null,
        List.of(features),
        List.of(),
        List.of(),
        List.of(),
        node);
  }

  private void heard(String instance, String id, String node, boolean leaving) {
    announcements.heard(new Announcement(instance, provider(id, node), leaving));
  }

  @Test
  void listsEveryNodeOfAProvider() {
    heard("1", "acme", "n1", false);
    heard("2", "acme", "n2", false);
    assertThat(announcements.byProvider().get("acme"))
        .extracting(ProviderDescription::node)
        .containsExactlyInAnyOrder("n1", "n2");
  }

  @Test
  void takesAnInstanceForGoneAfterThreeSilentHeartbeats() {
    heard("1", "acme", "n1", false);
    now = now.plusMillis(14_999);
    assertThat(announcements.isLive("acme")).isTrue();
    now = now.plusMillis(1);
    assertThat(announcements.isLive("acme")).isFalse();
    assertThat(announcements.byProvider()).isEmpty();
  }

  @Test
  void remembersAProviderThatFellSilent() {
    heard("1", "acme", "n1", false);
    now = now.plusSeconds(60);
    heard("2", "other", "n1", false);
    assertThat(announcements.known("acme")).isPresent();
    assertThat(announcements.knownIds()).containsExactly("acme", "other");
  }

  @Test
  void remembersAProviderWhoseLastInstanceLeft() {
    heard("1", "acme", "n1", false);
    heard("2", "acme", "n2", false);
    heard("1", "acme", "n1", true);
    assertThat(announcements.isLive("acme")).isTrue();
    heard("2", "acme", "n2", true);
    assertThat(announcements.isLive("acme")).isFalse();
    assertThat(announcements.known("acme")).isPresent();
  }

  @Test
  void countsOnlyTheNodesOwnInstancesForItsReadiness() {
    heard("1", "acme", "n2", false);
    assertThat(announcements.areLive(List.of("acme"), "n1")).isFalse();
    heard("2", "acme", "n1", false);
    assertThat(announcements.areLive(List.of("acme"), "n1")).isTrue();
    assertThat(announcements.areLive(List.of("acme", "other"), "n1")).isFalse();
  }
}
