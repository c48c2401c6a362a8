package dev.maestro.launcher.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the very certificate that the settings of this machine's gateway name, whatever name it is
 * made out to: the gateway is reached by its address. Any other is checked as ever.
 */
final class GatewayTrust extends X509ExtendedTrustManager {
  private final X509Certificate own;
  private final X509ExtendedTrustManager standard;

  private GatewayTrust(X509Certificate own, X509ExtendedTrustManager standard) {
    this.own = own;
    this.standard = standard;
  }

  /** From a PEM file. */
  static SSLContext of(Path certificate) throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(certificate)) {
      var own = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new GatewayTrust(own, standard())}, null);
      return context;
    }
  }

  private static X509ExtendedTrustManager standard() throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("this JDK trusts nobody"));
  }

  private boolean isOwn(X509Certificate... chain) {
    return chain.length > 0 && chain[0].equals(own);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    if (!isOwn(chain)) {
      standard.checkServerTrusted(chain, type, engine);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    if (!isOwn(chain)) {
      standard.checkServerTrusted(chain, type, socket);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    if (!isOwn(chain)) {
      standard.checkServerTrusted(chain, type);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    standard.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    standard.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    standard.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return standard.getAcceptedIssuers();
  }
}
