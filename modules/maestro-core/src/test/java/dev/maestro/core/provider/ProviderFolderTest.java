package dev.maestro.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.bus.Addresses;
import dev.maestro.api.bus.Announcement;
import dev.maestro.api.bus.BusCodecs;
import dev.maestro.api.bus.ProviderBus;
import dev.maestro.api.provider.ProviderDescription;
import dev.maestro.core.settings.ProvidersSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderFolderTest {
  @TempDir Path home;
  private final Vertx vertx = Vertx.vertx();
  private final Announcements announcements = new Announcements(InstantSource.system());
  private Path folder;
  private JarMaker jars;
  private Deployments deployments;

  @BeforeEach
  void start() throws IOException {
    folder = Files.createDirectories(home.resolve("providers"));
    jars = new JarMaker(Files.createDirectories(home.resolve("scratch")));
    BusCodecs.register(vertx.eventBus());
    vertx
        .eventBus()
        .<Announcement>consumer(
            Addresses.ANNOUNCEMENTS, message -> announcements.heard(message.body()));
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private ProviderFolder scanned(Map<String, Map<String, List<String>>> written) {
    ProvidersSettings settings = new ProvidersSettings(List.of(folder), written, Map.of());
    deployments =
        new Deployments(
            vertx, "n1", settings, id -> session -> Future.failedFuture("no vault here"));
    ProviderFolder found =
        new ProviderFolder(
            vertx,
            List.of(folder, home.resolve("nosuch")),
            home.resolve("work"),
            settings,
            deployments);
    found.scan().await();
    return found;
  }

  private ProviderDescription describe(String id) {
    return new ProviderBus(vertx)
        .request(Addresses.describe(id), "", ProviderDescription.class)
        .await();
  }

  @Test
  void deploysAJarAsItsOwnModule() throws IOException {
    jars.provider(folder.resolve("tiny.jar"), "org.tiny", "tiny", "");
    assertThat(scanned(Map.of()).deployed()).containsExactly("tiny");
    assertThat(describe("tiny").node()).isEqualTo("n1");
    assertThat(describe("tiny").apiVersion()).isNotEqualTo("unknown");
  }

  @Test
  void letsTheOriginalBeReplacedAtWill() throws IOException {
    Path jar = jars.provider(folder.resolve("tiny.jar"), "org.tiny", "tiny", "");
    scanned(Map.of());
    Files.delete(jar);
    assertThat(describe("tiny").id()).isEqualTo("tiny");
  }

  @Test
  void deploysAJarInAFolderOfItsOwn() throws IOException {
    Path own = Files.createDirectories(folder.resolve("tiny"));
    jars.provider(own.resolve("tiny.jar"), "org.tiny", "tiny", "");
    assertThat(scanned(Map.of()).deployed()).containsExactly("tiny");
  }

  @Test
  void aBrokenJarStopsNoOther() throws IOException {
    Files.writeString(folder.resolve("a-truncated.jar"), "PK and then nothing");
    String plain = "package plain; public final class TinyVerticle {}";
    jars.jar(folder.resolve("b-plain.jar"), "plain", "", plain, List.of());
    String shadow = "package dev.maestro.api; public final class TinyVerticle {}";
    jars.jar(
        folder.resolve("c-shadow.jar"),
        "dev.maestro.api",
        "module dev.maestro.api {}",
        shadow,
        List.of());
    String none = "package org.none; public final class TinyVerticle {}";
    jars.jar(folder.resolve("d-none.jar"), "org.none", "module org.none {}", none, List.of());
    jars.provider(folder.resolve("e-tiny.jar"), "org.tiny", "tiny", "");
    assertThat(scanned(Map.of()).deployed()).containsExactly("tiny");
  }

  @Test
  void aWrongSettingRefusesOnlyItsProvider() throws IOException {
    jars.provider(folder.resolve("one.jar"), "org.one", "one", "");
    jars.provider(folder.resolve("two.jar"), "org.two", "two", "");
    ProviderFolder found = scanned(Map.of("one", Map.of("nosuch", List.of("x"))));
    assertThat(found.deployed()).containsExactly("two");
  }

  @Test
  void deploysAJarUnderAnotherIdToo() throws IOException {
    jars.provider(
        folder.resolve("tiny.jar"),
        "org.tiny",
        "tiny",
        "Setting.of(\"base-url\", \"http://a\", \"Where.\")");
    ProviderFolder found =
        scanned(
            Map.of(
                "mine", Map.of("use", List.of("tiny"), "base-url", List.of("http://b")),
                "lost", Map.of("use", List.of("nosuch"))));
    assertThat(found.deployed()).containsExactlyInAnyOrder("tiny", "mine");
    assertThat(describe("mine").id()).isEqualTo("mine");
  }

  @Test
  void twoJarsOfOneIdAreNotBothDeployed() throws IOException {
    jars.provider(folder.resolve("one.jar"), "org.one", "same", "");
    jars.provider(folder.resolve("two.jar"), "org.two", "same", "");
    assertThat(scanned(Map.of()).deployed()).containsExactly("same");
    assertThat(describe("same").id()).isEqualTo("same");
  }

  @Test
  void theNodeIsReadyOnceItsOwnProvidersAnnouncedThemselves() throws IOException {
    jars.provider(folder.resolve("tiny.jar"), "org.tiny", "tiny", "");
    ProviderFolder found = scanned(Map.of());
    // One round over the bus: the announcement was published before.
    describe("tiny");
    assertThat(announcements.areLive(found.deployed(), "n1")).isTrue();
    deployments.close().await();
    assertThat(found.deployed()).isEmpty();
  }
}
