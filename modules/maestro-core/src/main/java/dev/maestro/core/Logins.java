package dev.maestro.core;

import dev.maestro.api.AuthType;
import dev.maestro.api.Secret;
import dev.maestro.core.login.Doors;
import dev.maestro.core.login.LoginBeginning;
import dev.maestro.core.login.LoginFinishing;
import dev.maestro.core.refresh.Refresher;
import dev.maestro.core.session.SessionCreation;
import dev.maestro.core.session.SessionLookup;
import dev.maestro.core.session.SessionRefusals;
import dev.maestro.core.store.SessionRow;
import io.vertx.core.Future;
import java.util.Optional;

/** Logins by OAuth that are under way; any node finishes them. */
public final class Logins {
  private final SessionLookup lookup;
  private final Sessions sessions;
  private final LoginBeginning beginning;
  private final LoginFinishing finishing;
  private final Doors doors;
  private final Refresher refresher;

  Logins(
      SessionLookup lookup,
      Sessions sessions,
      LoginBeginning beginning,
      LoginFinishing finishing,
      Doors doors,
      Refresher refresher) {
    this.lookup = lookup;
    this.sessions = sessions;
    this.beginning = beginning;
    this.finishing = finishing;
    this.doors = doors;
    this.refresher = refresher;
  }

  /** A session, and what a person has to do for it; nothing where it is logged in already. */
  Future<SessionView> create(NewSession wanted, SessionCreation creation) {
    boolean asDefault = Boolean.TRUE.equals(wanted.isDefault());
    return Maestro.typed(
        creation
            .reserve(wanted)
            .compose(row ->
                beginning
                    .begin(row, asDefault, Optional.ofNullable(wanted.credential()))
                    .recover(cause ->
                        creation.withdraw(row).transform(gone -> Future.failedFuture(cause))))
            .compose(login -> view(wanted.provider(), wanted.name(), login)));
  }

  /** A login to a session that is there; it keeps name, mark and contexts. */
  public Future<SessionView> begin(String provider, String name) {
    return Maestro.typed(
        oauth(provider, name)
            .compose(row -> beginning.begin(row, false, Optional.empty()))
            .compose(login -> view(provider, name, login)));
  }

  /**
   * Finishes with what the person pasted: the code, {@code code#state}, or the address that the
   * browser came to. Fails with 400 {@code code_rejected} or {@code state_mismatch}, 410 {@code
   * login_expired}, 404.
   */
  public Future<SessionView> finish(String provider, String name, Secret pasted) {
    return Maestro.typed(
        oauth(provider, name)
            .compose(row -> finishing.finish(row, pasted))
            .compose(done -> view(provider, name, Optional.empty())));
  }

  /**
   * Gets the next token now. Fails with 409 for a session by API key, 424 where a person must act.
   */
  Future<SessionView> refresh(String provider, String name) {
    return Maestro.typed(
        oauth(provider, name)
            .compose(refresher::now)
            .compose(done -> view(provider, name, Optional.empty())));
  }

  /** Whether a login of it waits for its person, or its vendor; false for a session that is not. */
  public Future<Boolean> isPending(String provider, String name) {
    return Maestro.typed(
        lookup
            .read(provider, name)
            .compose(found ->
                found.filter(row -> row.authType() == AuthType.OAUTH).isPresent()
                    ? finishing.isPending(found.get())
                    : Future.succeededFuture(false)));
  }

  /** Finishes with what a browser brought. Never fails. */
  public Future<LoginOutcome> finish(BrowserReturn back) {
    return finishing.finish(back);
  }

  /** Where browsers come back to on this node. Opened at once if a login waits for it. */
  public Future<Void> door(CallbackDoor door) {
    return doors.install(door);
  }

  private Future<SessionRow> oauth(String provider, String name) {
    return lookup
        .read(provider, name)
        .map(found -> found.orElseThrow(() -> SessionRefusals.unknown(provider + "/" + name)))
        .compose(row ->
            row.authType() == AuthType.OAUTH
                ? Future.succeededFuture(row)
                : Future.failedFuture(SessionRefusals.nothingToRefresh(name)));
  }

  private Future<SessionView> view(
      String provider, String name, Optional<AuthorizationView> login) {
    return sessions.show(provider, name).map(view -> view.with(login.orElse(null)));
  }
}
