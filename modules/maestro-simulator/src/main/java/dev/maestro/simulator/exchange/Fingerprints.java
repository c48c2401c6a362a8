package dev.maestro.simulator.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Keeps credentials out of the log and leaves something in their place by which to compare. */
public final class Fingerprints {
  private static final Set<String> SECRET =
      Set.of("authorization", "x-api-key", "x-goog-api-key", "cookie", "proxy-authorization");
  private static final Pattern KEY_PARAMETER = Pattern.compile("([?&]key=)[^&]*");

  /** What in a login's queries and bodies is nobody's business. */
  private static final Set<String> LOGIN_SECRET =
      Set.of(
          "access_token",
          "assertion",
          "client_secret",
          "code",
          "code_verifier",
          "id_token",
          "key",
          "refresh_token",
          "state",
          "subject_token",
          "token");

  private Fingerprints() {}

  /** {@code sha256:} and the first 16 hex digits. */
  public static String of(String secret) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Map<String, String> masked(MultiMap headers) {
    Map<String, String> masked = new TreeMap<>();
    headers.forEach(header -> {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      String value = header.getValue();
      if (SECRET.contains(name)) {
        value = value.startsWith("Bearer ") ? "Bearer " + of(value.substring(7)) : of(value);
      }
      masked.merge(name, value, (first, second) -> first + ", " + second);
    });
    return masked;
  }

  static String maskedUri(String uri) {
    return KEY_PARAMETER.matcher(uri).replaceAll("$1***");
  }

  /** The same for a login, whose queries hold codes and states. */
  static String maskedLoginUri(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query + 1) + maskedForm(uri.substring(query + 1));
  }

  /** The body of a login request, JSON or form; one that is neither is replaced as a whole. */
  static String maskedLoginBody(String body) {
    if (body.stripLeading().startsWith("{")) {
      return Json.read(body)
          .filter(ObjectNode.class::isInstance)
          .map(object -> maskedObject((ObjectNode) object).toString())
          .orElseGet(() -> of(body));
    }
    return body.isEmpty() || body.contains("=") ? maskedForm(body) : of(body);
  }

  private static ObjectNode maskedObject(ObjectNode object) {
    ObjectNode masked = Json.object();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      boolean secret = LOGIN_SECRET.contains(field.getKey().toLowerCase(Locale.ROOT));
      if (secret && !field.getValue().isNull()) {
        masked.put(field.getKey(), of(field.getValue().asText()));
      } else {
        masked.set(field.getKey(), field.getValue());
      }
    }
    return masked;
  }

  private static String maskedForm(String form) {
    return Arrays.stream(form.split("&", -1))
        .map(Fingerprints::maskedPair)
        .collect(Collectors.joining("&"));
  }

  /** {@code code=true} in an authorization URL only asks for a page. */
  private static String maskedPair(String pair) {
    int equals = pair.indexOf('=');
    if (equals < 0) {
      return pair;
    }
    String name = Fields.decoded(pair.substring(0, equals)).toLowerCase(Locale.ROOT);
    String value = Fields.decoded(pair.substring(equals + 1));
    boolean clear = !LOGIN_SECRET.contains(name) || value.isEmpty() || value.equals("true");
    return clear ? pair : pair.substring(0, equals + 1) + of(value);
  }

  /** The fingerprint of whichever credential came, empty without one. */
  static String credential(Incoming incoming) {
    return incoming
        .header("x-api-key")
        .or(() -> incoming.header("x-goog-api-key"))
        .or(incoming::bearer)
        .or(() -> incoming.parameter("key"))
        .map(Fingerprints::of)
        .orElse("");
  }
}
