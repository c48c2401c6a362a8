package dev.maestro.provider.gemini;

import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.dialect.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/** The statement by which a service account asks for a token (RFC 7523), signed with its key. */
final class GoogleAssertion {
  private static final long SECONDS = 3600;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private GoogleAssertion() {}

  static Secret signed(
      GoogleCredential.Account account, String scopes, String audience, Instant now) {
    var header = Json.object().put("alg", "RS256").put("typ", "JWT");
    if (account.keyId() != null) {
      header.put("kid", account.keyId());
    }
    var claims =
        Json.object()
            .put("iss", account.email())
            .put("scope", scopes)
            .put("aud", audience)
            .put("iat", now.getEpochSecond())
            .put("exp", now.getEpochSecond() + SECONDS);
    String said = encoded(header.toString()) + "." + encoded(claims.toString());
    return Secret.of(said + "." + BASE64.encodeToString(signature(account, said)));
  }

  private static String encoded(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] signature(GoogleCredential.Account account, String said) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key(account.privateKey()));
      signature.update(said.getBytes(StandardCharsets.US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException | IllegalArgumentException unusable) {
      // Without the cause, which may quote the key.
      throw ProviderException.invalid(
          "private_key",
          "the service account's key cannot be read",
          "Give the key file as Google's console made it.");
    }
  }

  private static PrivateKey key(Secret pem) throws GeneralSecurityException {
    String bare =
        pem.reveal()
            .replace("-----BEGIN PRIVATE KEY-----", "")
            .replace("-----END PRIVATE KEY-----", "");
    byte[] bytes = Base64.getMimeDecoder().decode(bare);
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
  }
}
