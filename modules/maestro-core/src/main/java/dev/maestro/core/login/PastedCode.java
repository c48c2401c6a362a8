package dev.maestro.core.login;

import dev.maestro.api.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a person brought back from a vendor: {@code code#state}, or the address that the browser
 * came to.
 *
 * @param error the vendor's words where the person said no
 */
record PastedCode(Optional<Secret> code, Optional<Secret> state, Optional<String> error) {
  static PastedCode read(Secret pasted) {
    String text = pasted.reveal().strip();
    return text.contains("code=") || text.contains("error=") ? ofAddress(text) : ofCode(text);
  }

  private static PastedCode ofCode(String text) {
    int hash = text.indexOf('#');
    return hash < 0
        ? new PastedCode(secret(text), Optional.empty(), Optional.empty())
        : new PastedCode(
            secret(text.substring(0, hash)), secret(text.substring(hash + 1)), Optional.empty());
  }

  private static PastedCode ofAddress(String text) {
    int query = text.indexOf('?');
    Map<String, String> fields = new HashMap<>();
    String parameters = text.substring(query + 1);
    int fragment = parameters.indexOf('#');
    for (String field :
        (fragment < 0 ? parameters : parameters.substring(0, fragment)).split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.putIfAbsent(field.substring(0, equals), decoded(field.substring(equals + 1)));
      }
    }
    String error = fields.getOrDefault("error", "");
    return new PastedCode(
        secret(fields.getOrDefault("code", "")),
        secret(fields.getOrDefault("state", "")),
        error.isEmpty()
            ? Optional.empty()
            : Optional.of(fields.getOrDefault("error_description", error)));
  }

  private static Optional<Secret> secret(String text) {
    return Optional.of(text.strip()).filter(value -> !value.isEmpty()).map(Secret::of);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }
}
