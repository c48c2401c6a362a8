package dev.maestro.launcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.AuthType;
import dev.maestro.core.store.Envelope;
import dev.maestro.core.store.InsertOutcome;
import dev.maestro.core.store.LoginState;
import dev.maestro.core.store.NewSecret;
import dev.maestro.core.store.RefreshesTable;
import dev.maestro.core.store.SessionFilter;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionStatus;
import dev.maestro.core.store.SessionsTable;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SessionsTableTest {
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  private SessionsTable sessions;
  private String provider;

  @BeforeEach
  void freshProvider() {
    sessions = new SessionsTable(database.database());
    provider = "p" + UUID.randomUUID();
  }

  @Test
  void everyFieldComesBackAsItWasStored() throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    SessionRow row =
        new SessionRow(
            UUID.randomUUID(),
            provider,
            "work",
            AuthType.OAUTH,
            SessionStatus.NEEDS_LOGIN,
            true,
            Optional.of("org"),
            Optional.of("project"),
            Optional.of(Envelope.of(new byte[] {0, -1, 7})),
            List.of("first", "second"),
            now,
            Optional.of(now.plusSeconds(1)),
            Optional.of(now.plusSeconds(2)),
            Optional.of(now.plusSeconds(3)),
            LoginState.NONE);

    await(sessions.insert(row));

    assertThat(await(sessions.find(provider, "work"))).contains(row);
    assertThat(await(sessions.find(row.id()))).contains(row);
  }

  @Test
  void aNameIsTakenOncePerProvider() throws Exception {
    SessionRow first = row("work");
    assertThat(await(sessions.insert(first))).isEqualTo(InsertOutcome.INSERTED);
    assertThat(await(sessions.insert(row("work")))).isEqualTo(InsertOutcome.TAKEN);
    assertThat(await(sessions.insert(row("other" + provider, "work"))))
        .isEqualTo(InsertOutcome.INSERTED);

    assertThat(await(sessions.find(provider, "work"))).contains(first);
    assertThat(await(sessions.named("work")))
        .extracting(SessionRow::provider)
        .contains(provider, "other" + provider);
  }

  @Test
  void ofManyInsertsOfOneNameAtOnceExactlyOneWins() throws Exception {
    List<Future<InsertOutcome>> inserts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      inserts.add(sessions.insert(withDefault(row("work"))));
    }
    await(Future.all(inserts));

    assertThat(inserts.stream().map(Future::result))
        .containsOnlyOnce(InsertOutcome.INSERTED)
        .hasSize(20);
  }

  @Test
  void aProviderHasAtMostOneDefaultHoweverManyAreMarkedAtOnce() throws Exception {
    List<Future<InsertOutcome>> inserts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      inserts.add(sessions.insert(withDefault(row("session" + i))));
    }
    await(Future.all(inserts));

    assertThat(await(sessions.list(of(provider))).stream().filter(SessionRow::isDefault))
        .hasSize(1);
  }

  @Test
  void theDefaultIsTheMarkedOneOrTheOnlyOne() throws Exception {
    assertThat(await(sessions.defaultOf(provider))).isEmpty();
    SessionRow first = row("first");
    await(sessions.insert(first));
    assertThat(await(sessions.defaultOf(provider))).contains(first);
    SessionRow second = row(provider, "second", SessionStatus.PENDING);
    await(sessions.insert(second));
    assertThat(await(sessions.defaultOf(provider))).as("one still being made").contains(first);
    await(sessions.activate(second.id(), Optional.empty(), false));
    assertThat(await(sessions.defaultOf(provider))).isEmpty();

    assertThat(await(sessions.mark(second.id(), true))).isTrue();

    assertThat(await(sessions.defaultOf(provider))).map(SessionRow::name).contains("second");
    assertThat(await(sessions.mark(UUID.randomUUID(), true))).isFalse();
    assertThat(await(sessions.mark(second.id(), false))).isTrue();
    assertThat(await(sessions.defaultOf(provider))).isEmpty();
  }

  @Test
  void listsByProviderAuthTypeAndStatus() throws Exception {
    await(sessions.insert(row("b")));
    await(sessions.insert(row("a")));

    assertThat(await(sessions.list(of(provider))))
        .extracting(SessionRow::name)
        .containsExactly("a", "b");
    assertThat(
            await(
                sessions.list(
                    new SessionFilter(
                        Optional.of(provider), Optional.of(AuthType.OAUTH), Optional.empty()))))
        .isEmpty();
    assertThat(
            await(
                sessions.list(
                    new SessionFilter(
                        Optional.of(provider),
                        Optional.of(AuthType.API_KEY),
                        Optional.of(SessionStatus.ACTIVE)))))
        .hasSize(2);
  }

  @Test
  void changesReachTheRowTheyNameAndNoOther() throws Exception {
    SessionRow changed = row("changed");
    SessionRow bystander = row("bystander");
    await(sessions.insert(changed));
    await(sessions.insert(bystander));
    Instant time = Instant.now().truncatedTo(ChronoUnit.MICROS);
    NewSecret fresh =
        new NewSecret(
            Envelope.of(new byte[] {1, 2}),
            Optional.of(Duration.ofHours(1)),
            Optional.empty(),
            "api_key",
            false,
            List.of("d"));
    RefreshesTable refreshes = new RefreshesTable(database.database());

    assertThat(await(refreshes.renew(changed.id(), 1, fresh))).isFalse();
    assertThat(await(refreshes.renew(changed.id(), 0, fresh))).isTrue();
    await(sessions.storeUses(Map.of(changed.id(), time)));
    await(sessions.storeUses(Map.of(changed.id(), time.minusSeconds(60))));

    SessionRow found = await(sessions.find(changed.id())).orElseThrow();
    assertThat(found.secret()).contains(fresh.secret());
    assertThat(found.expiresAt()).hasValueSatisfying(end -> assertThat(end).isAfter(time));
    assertThat(found.checkedAt()).isPresent();
    assertThat(found.lastUsedAt()).contains(time);
    assertThat(found.dialects()).containsExactly("d");
    assertThat(found.login().generation()).isEqualTo(1);
    assertThat(await(sessions.activate(changed.id(), Optional.of(time), false))).isTrue();
    assertThat(await(sessions.find(changed.id())).orElseThrow().checkedAt()).contains(time);
    assertThat(await(sessions.find(bystander.id()))).contains(bystander);
    assertThat(await(sessions.activate(UUID.randomUUID(), Optional.empty(), true))).isFalse();
  }

  @Test
  void aDeletedSessionIsGone() throws Exception {
    SessionRow row = row("work");
    await(sessions.insert(row));

    assertThat(await(sessions.delete(row.id(), Optional.of(1L)))).isFalse();
    assertThat(await(sessions.delete(row.id(), Optional.of(0L)))).isTrue();
    assertThat(await(sessions.delete(row.id(), Optional.empty()))).isFalse();
    assertThat(await(sessions.find(provider, "work"))).isEmpty();
  }

  private SessionRow row(String name) {
    return row(provider, name);
  }

  static SessionRow row(String provider, String name) {
    return row(provider, name, SessionStatus.ACTIVE);
  }

  private static SessionRow row(String provider, String name, SessionStatus status) {
    return new SessionRow(
        UUID.randomUUID(),
        provider,
        name,
        AuthType.API_KEY,
        status,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Instant.now().truncatedTo(ChronoUnit.MICROS),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        LoginState.NONE);
  }

  static SessionRow with(SessionRow row, Envelope secret) {
    return with(row, row.isDefault(), Optional.of(secret));
  }

  private static SessionRow withDefault(SessionRow row) {
    return with(row, true, row.secret());
  }

  private static SessionRow with(SessionRow row, boolean isDefault, Optional<Envelope> secret) {
    return new SessionRow(
        row.id(),
        row.provider(),
        row.name(),
        row.authType(),
        row.status(),
        isDefault,
        row.organization(),
        row.project(),
        secret,
        row.dialects(),
        row.createdAt(),
        row.lastUsedAt(),
        row.expiresAt(),
        row.checkedAt(),
        LoginState.NONE);
  }

  private static SessionFilter of(String provider) {
    return new SessionFilter(Optional.of(provider), Optional.empty(), Optional.empty());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }
}
