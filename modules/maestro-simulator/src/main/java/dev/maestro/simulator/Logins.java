package dev.maestro.simulator;

import dev.maestro.simulator.exchange.LoginPath;
import dev.maestro.simulator.exchange.RequestLog;
import dev.maestro.simulator.login.Account;
import dev.maestro.simulator.login.Accounts;
import dev.maestro.simulator.script.Script;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The logins of one vendor: what its authorization server does from now on, and how often it was
 * asked. People agree to everything at once, unless they {@link #deny} or the authorization URL
 * says {@code login_hint=deny}. All of it is there over HTTP too, see {@code
 * dev.maestro.simulator.control.LoginControl}.
 */
public final class Logins {
  private final Accounts accounts;
  private final Account account;
  private final RequestLog log;

  Logins(Accounts accounts, Account account, RequestLog log) {
    this.accounts = accounts;
    this.account = account;
    this.log = log;
  }

  /** How long access tokens issued from now on are good; each vendor has its own default. */
  public void expiresIn(Duration life) {
    account.expiresIn(life);
  }

  /** How long authorization codes issued from now on are good; five minutes by default. */
  public void codeLife(Duration life) {
    account.codeLife(life);
  }

  /** Whether accounts have an organisation in which keys can be minted; they do by default. */
  public void organization(boolean value) {
    account.organization(value);
  }

  /** Whether people refuse: the redirect has {@code error=access_denied} and some HTML. */
  public void deny(boolean value) {
    account.deny(value);
  }

  /** Refuses every access token issued so far with a 401; refresh tokens stay good. */
  public void expireAccessTokens() {
    account.grants().expireAccessTokens();
  }

  /** Ends every refresh token so far for its age; access tokens are good as long as they last. */
  public void expireRefreshTokens() {
    account.grants().expireRefreshTokens();
  }

  /** Refuses every minted key so far. */
  public void expireKeys() {
    account.expireKeys();
  }

  /** Ends every grant so far, as if its user had revoked it: refresh and access tokens are dead. */
  public void revokeGrants() {
    account.grants().revokeAll();
  }

  /**
   * Forces a script on the next requests to authorize, token, create-key and revoke endpoints, and
   * on no others. {@code status} (with {@code retry-after} and {@code html}) and {@code endless}
   * come instead of processing; {@code delay} comes before it, and a client that leaves meanwhile
   * has asked for nothing; {@code slow} comes between processing and the answer, {@code cut} breaks
   * the answer.
   */
  public void force(String script, int times) {
    account.faults().add(Logins::faulty, Script.parse(script), times, Long.MAX_VALUE);
  }

  /** Forces a script on the next requests of one step. */
  public void force(LoginStep step, String script, int times) {
    account.faults().add(step::equals, Script.parse(script), times, Long.MAX_VALUE);
  }

  /** Forces a script on all such requests for a while. */
  public void force(String script, Duration time) {
    long until = System.currentTimeMillis() + time.toMillis();
    account.faults().add(Logins::faulty, Script.parse(script), Integer.MAX_VALUE, until);
  }

  private static boolean faulty(LoginStep step) {
    return step != LoginStep.OTHER;
  }

  /** Ends everything that is forced on this vendor's logins. */
  public void stopForcing() {
    account.faults().clear();
  }

  /** {@link Simulator#awaitRequest} among the requests of this vendor's logins. */
  public Future<ReceivedRequest> await(Predicate<ReceivedRequest> wanted) {
    return log.await(request -> isMine(request.path()) && wanted.test(request));
  }

  private boolean isMine(String path) {
    int query = path.indexOf('?');
    return LoginPath.of(query < 0 ? path : path.substring(0, query))
        .filter(login -> login.vendor() == account.vendor())
        .isPresent();
  }

  /** How many refreshes brought new tokens, whether or not the answer arrived. */
  public long refreshes() {
    return account.grants().refreshes();
  }

  /** How many requests for a refresh came, answered in whichever way. */
  public long refreshRequests() {
    return account.refreshRequests();
  }

  /** {@link #refreshes} by grant; a login is a grant and begins at zero. */
  public Map<String, Integer> refreshesByGrant() {
    return account.grants().refreshesByGrant();
  }

  /** Google only: the key file of a service account; its private key is made at the first call. */
  public String serviceAccountFile() {
    return accounts.serviceAccountFile();
  }
}
