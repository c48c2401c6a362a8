package dev.maestro.core.session;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.SessionFacts;
import dev.maestro.api.provider.VaultView;
import dev.maestro.core.store.Envelope;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.vault.SecretPlace;
import dev.maestro.core.vault.Vault;
import dev.maestro.core.vault.VaultException;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** One provider's view of the vault. What is remembered is sealed; it is opened for each call. */
public final class ProviderVault implements VaultView {
  private final String provider;
  private final SessionLookup sessions;
  private final Vault vault;

  public ProviderVault(String provider, SessionLookup sessions, Vault vault) {
    this.provider = provider;
    this.sessions = sessions;
    this.vault = vault;
  }

  /** Where a session's secret is sealed for. */
  static SecretPlace place(UUID session) {
    return new SecretPlace("sessions", session, "secret");
  }

  @Override
  public Future<OpenSession> open(String sessionId) {
    UUID id;
    try {
      id = UUID.fromString(sessionId);
    } catch (IllegalArgumentException notOurs) {
      return Future.failedFuture(absent());
    }
    return sessions.find(id).compose(found -> opened(found.filter(this::isOurs)));
  }

  private boolean isOurs(SessionRow row) {
    return row.provider().equals(provider);
  }

  private Future<OpenSession> opened(Optional<SessionRow> found) {
    if (found.isEmpty()) {
      return Future.failedFuture(absent());
    }
    SessionRow row = found.get();
    if (row.secret().isEmpty()) {
      return Future.failedFuture(
          ProviderException.of(
              ErrorKind.NEEDS_LOGIN,
              "The login of session \"" + row.name() + "\" is not finished."));
    }
    return secret(row, row.secret().get()).map(secret -> new OpenSession(facts(row), secret));
  }

  private Future<Secret> secret(SessionRow row, Envelope envelope) {
    try {
      return Future.succeededFuture(vault.open(envelope, place(row.id())));
    } catch (VaultException unreadable) {
      return Future.failedFuture(
          ProviderException.of(
              ErrorKind.INTERNAL,
              "The secret of session \""
                  + row.name()
                  + "\" cannot be opened; delete the session and create it again.",
              unreadable));
    }
  }

  private static SessionFacts facts(SessionRow row) {
    return new SessionFacts(
        row.id().toString(),
        row.provider(),
        row.name(),
        row.authType(),
        row.organization().orElse(null),
        row.project().orElse(null));
  }

  private ProviderException absent() {
    return new ProviderException(
        ErrorFacts.of(ErrorKind.NOT_FOUND, "There is no such session of provider " + provider + ".")
            .withCode("session_not_found"));
  }
}
