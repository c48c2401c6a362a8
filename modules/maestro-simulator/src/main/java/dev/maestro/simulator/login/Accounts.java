package dev.maestro.simulator.login;

import dev.maestro.simulator.Vendor;
import java.time.Instant;
import java.util.Map;

/** The logins of all vendors, and the address at which they are. */
public final class Accounts {
  private final Map<Vendor, Account> accounts;
  private final Jwt jwt;
  private final ServiceAccount serviceAccount = new ServiceAccount();
  private volatile String base = "";

  public Accounts(Map<Vendor, Account> accounts, Jwt jwt) {
    this.accounts = Map.copyOf(accounts);
    this.jwt = jwt;
  }

  /** Tells where the simulator listens. */
  public void at(String url) {
    base = url;
  }

  public Account of(Vendor vendor) {
    return accounts.get(vendor);
  }

  public Jwt jwt() {
    return jwt;
  }

  public Map<String, String> settings(Vendor vendor) {
    return LoginSettings.of(vendor, base);
  }

  public String serviceAccountFile() {
    return serviceAccount.file(LoginSettings.tokenUrl(base));
  }

  /** Judges a service account's assertion. */
  public ServiceAccount.Judged judge(String assertion) {
    return serviceAccount.judge(
        assertion, LoginSettings.tokenUrl(base), Instant.now().getEpochSecond());
  }

  /** Google's check of a client's id and secret. */
  public static boolean knows(Vendor vendor, String clientId, String secret) {
    return Clients.find(vendor, clientId).filter(each -> each.secret().equals(secret)).isPresent();
  }
}
