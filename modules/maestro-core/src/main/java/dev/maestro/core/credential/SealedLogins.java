package dev.maestro.core.credential;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.LoginFlow;
import dev.maestro.api.oauth.Tokens;
import dev.maestro.api.provider.Login;
import dev.maestro.api.provider.SessionFacts;
import dev.maestro.core.change.Changes;
import dev.maestro.core.refresh.RefreshTime;
import dev.maestro.core.settings.RefreshSettings;
import dev.maestro.core.store.Envelope;
import dev.maestro.core.store.KeyHash;
import dev.maestro.core.store.LoginRow;
import dev.maestro.core.store.LoginsTable;
import dev.maestro.core.store.NewSecret;
import dev.maestro.core.store.RefreshesTable;
import dev.maestro.core.vault.SecretPlace;
import dev.maestro.core.vault.Vault;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What providers get of logins and give back, sealed on the way. What a vendor gave exists nowhere
 * else until it is stored, so storing goes on while the database is away.
 */
public final class SealedLogins {
  private final LoginsTable logins;
  private final RefreshesTable refreshes;
  private final Vault vault;
  private final RefreshSettings settings;
  private final Changes changes;
  private final DurableWrite writing;
  private final DoubleSupplier chance;

  public SealedLogins(
      LoginsTable logins,
      RefreshesTable refreshes,
      Vault vault,
      RefreshSettings settings,
      Changes changes,
      DurableWrite writing,
      DoubleSupplier chance) {
    this.logins = logins;
    this.refreshes = refreshes;
    this.vault = vault;
    this.settings = settings;
    this.changes = changes;
    this.writing = writing;
    this.chance = chance;
  }

  /**
   * A login that begins, to be stored beside its session.
   *
   * @param credential what somebody brought already, to be looked at or taken over
   */
  public static LoginRow row(
      Vault vault,
      UUID session,
      LoginFlow flow,
      SealedJson.LoginSecrets secrets,
      boolean asDefault,
      Optional<Secret> credential) {
    UUID id = UUID.randomUUID();
    return new LoginRow(
        id,
        session,
        KeyHash.of(secrets.state()).hex(),
        vault.seal(SealedJson.of(secrets), SecretPlace.ofLogin(id, "secrets")),
        Optional.empty(),
        credential.map(text -> vault.seal(text, SecretPlace.ofLogin(id, "credential"))),
        flow,
        Optional.empty(),
        asDefault,
        Optional.empty(),
        false,
        false,
        true);
  }

  /** A login with its secrets open. */
  public Future<Login> open(UUID id, Function<UUID, Future<SessionFacts>> factsOf) {
    return logins
        .find(id)
        .compose(found ->
            found
                .map(row -> factsOf.apply(row.session()).map(facts -> open(row, facts)))
                .orElseGet(() -> Future.failedFuture(gone())));
  }

  private Login open(LoginRow row, SessionFacts facts) {
    SealedJson.LoginSecrets secrets = secrets(row);
    return new Login(
        facts,
        row.redirectUri().orElse(null),
        secrets.state().reveal(),
        secrets.verifier(),
        open(row, row.code(), "code"),
        open(row, row.credential(), "credential"));
  }

  /** State and verifier. */
  public SealedJson.LoginSecrets secrets(LoginRow row) {
    return SealedJson.loginSecrets(
        vault.open(row.secrets(), SecretPlace.ofLogin(row.id(), "secrets")));
  }

  private Secret open(LoginRow row, Optional<Envelope> sealed, String field) {
    return sealed
        .map(envelope -> vault.open(envelope, SecretPlace.ofLogin(row.id(), field)))
        .orElse(null);
  }

  /** Completes when the login's session has what it was given. */
  public Future<Void> granted(UUID id, Grant grant) {
    return writing
        .go(() -> logins.find(id))
        .compose(found -> {
          if (found.isEmpty()) {
            return Future.failedFuture(gone());
          }
          UUID session = found.get().session();
          NewSecret fresh = sealed(session, grant);
          return stored(
              session,
              fresh.secret(),
              waited -> refreshes.finish(found.get(), fresh.after(waited)),
              SealedLogins::gone);
        });
  }

  /** Completes when the session of that generation has its next secret. */
  public Future<Void> refreshed(UUID session, long generation, Grant grant) {
    NewSecret fresh = sealed(session, grant);
    return stored(
        session,
        fresh.secret(),
        waited -> refreshes.renew(session, generation, fresh.after(waited)),
        SealedLogins::replaced);
  }

  /** Completes when whoever refreshes that generation next finds these tokens. */
  public Future<Void> kept(UUID session, long generation, Tokens rotated) {
    Envelope secret = vault.seal(SealedJson.of(rotated), SecretPlace.ofSession(session));
    return stored(
        session,
        secret,
        waited -> refreshes.keep(session, generation, secret),
        SealedLogins::replaced);
  }

  private static ProviderException replaced() {
    return ProviderException.of(
        ErrorKind.CONFLICT, "The session was deleted, or logged in anew, while it was refreshed.");
  }

  private Future<Void> stored(
      UUID session,
      Envelope secret,
      Function<Duration, Future<Boolean>> write,
      Supplier<ProviderException> otherwise) {
    long given = System.nanoTime();
    return writing
        .go(() -> write.apply(Duration.ofNanos(System.nanoTime() - given)))
        .compose(done -> done ? Future.succeededFuture(true) : isThere(session, secret))
        .compose(there -> {
          changes.tell(session.toString());
          return there ? Future.succeededFuture() : Future.failedFuture(otherwise.get());
        });
  }

  // A connection that broke after the write leaves it done: the second attempt then finds it.
  private Future<Boolean> isThere(UUID session, Envelope secret) {
    return refreshes
        .find(session)
        .map(
            found -> found.flatMap(view -> view.row().secret()).filter(secret::equals).isPresent());
  }

  private NewSecret sealed(UUID session, Grant grant) {
    Optional<Duration> lifetime = Optional.ofNullable(grant.lifetime());
    return new NewSecret(
        vault.seal(SealedJson.of(grant.tokens()), SecretPlace.ofSession(session)),
        lifetime,
        grant.renewable()
            ? RefreshTime.after(lifetime, settings.ahead(), chance.getAsDouble())
            : Optional.empty(),
        grant.tokens().apiKey() == null ? "access_token" : "api_key",
        grant.renewable(),
        grant.only().stream().map(dialect -> dialect.id()).toList());
  }

  private static ProviderException gone() {
    return new ProviderException(
        ErrorFacts.of(ErrorKind.NOT_FOUND, "This login is over; begin a new one.")
            .withCode("login_expired"));
  }
}
