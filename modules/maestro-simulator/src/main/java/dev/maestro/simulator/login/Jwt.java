package dev.maestro.simulator.login;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.exchange.Json;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** JSON Web Tokens under the simulator's own key. */
public final class Jwt {
  private static final String HEADER =
      encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

  private final SecretKeySpec key;

  public Jwt(String secret) {
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  /** The three parts of a token, read but not believed. */
  record Parts(ObjectNode header, ObjectNode claims, Buffer signed, Buffer signature) {
    static Optional<Parts> of(String token) {
      String[] parts = token.split("\\.", -1);
      if (parts.length != 3) {
        return Optional.empty();
      }
      try {
        Buffer signature = Buffer.buffer(Base64.getUrlDecoder().decode(parts[2]));
        Buffer signed = Buffer.buffer(parts[0] + "." + parts[1]);
        return object(parts[0])
            .flatMap(header ->
                object(parts[1]).map(claims -> new Parts(header, claims, signed, signature)));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    private static Optional<ObjectNode> object(String part) {
      String text = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
      return Json.read(text).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
    }
  }

  public String sign(ObjectNode claims) {
    String signed = HEADER + "." + encoded(claims.toString().getBytes(StandardCharsets.UTF_8));
    return signed + "." + encoded(mac(signed.getBytes(StandardCharsets.US_ASCII)));
  }

  /** The claims of a token that was signed here. */
  public Optional<ObjectNode> verified(String token) {
    return Parts.of(token)
        .filter(parts ->
            MessageDigest.isEqual(mac(parts.signed().getBytes()), parts.signature().getBytes()))
        .map(Parts::claims);
  }

  private byte[] mac(byte[] signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
