package dev.maestro.core.store;

import dev.maestro.core.settings.StartRefusedException;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Locale;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;
import org.postgresql.ssl.NonValidatingFactory;

/**
 * The sslmode of database.url, meaning to the pool and to JDBC what it means to PostgreSQL: up to
 * {@code require} the line is encrypted and the server believed, {@code verify-ca} and {@code
 * verify-full} check its certificate against the authorities that Java trusts.
 */
final class DatabaseTls {
  private DatabaseTls() {}

  static void apply(PgConnectOptions options) {
    if (options.getSslMode() != SslMode.DISABLE) {
      ClientSSLOptions tls = new ClientSSLOptions();
      options.setSslOptions(
          verifies(options)
              ? tls.setTrustOptions(authoritiesOfJava())
                  .setHostnameVerificationAlgorithm(
                      options.getSslMode() == SslMode.VERIFY_FULL ? "HTTPS" : "")
              : tls.setTrustAll(true).setHostnameVerificationAlgorithm(""));
    }
  }

  static void apply(PgConnectOptions options, PGSimpleDataSource source) {
    source.setSslMode(options.getSslMode().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    source.setSslfactory(
        (verifies(options) ? DefaultJavaSSLFactory.class : NonValidatingFactory.class).getName());
  }

  private static boolean verifies(PgConnectOptions options) {
    return options.getSslMode() == SslMode.VERIFY_CA || options.getSslMode() == SslMode.VERIFY_FULL;
  }

  private static TrustOptions authoritiesOfJava() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return TrustOptions.wrap((X509TrustManager) factory.getTrustManagers()[0]);
    } catch (GeneralSecurityException broken) {
      throw new StartRefusedException(
          "Java's own list of certificate authorities cannot be read.",
          "Repair the Java installation, or choose another sslmode in database.url.",
          broken);
    }
  }
}
