package dev.maestro.core.key;

import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.core.store.KeyRole;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks a wanted client key. */
public final class KeyRequest {
  private static final int LONGEST_NAME = 100;
  private static final int MOST_SESSIONS = 1_000;
  private static final Pattern SESSION = Pattern.compile("([a-z0-9-]+/)?[A-Za-z0-9_-]{3,50}");

  private KeyRequest() {}

  /** Its role; throws 400 where something is wrong. */
  public static KeyRole check(String name, String role, Optional<List<String>> sessions) {
    if (name == null || name.isBlank() || name.strip().length() > LONGEST_NAME) {
      throw ProviderException.invalid(
          "name",
          name == null || name.isBlank() ? "is missing." : "is too long.",
          "Say in up to 100 characters who uses the key.");
    }
    String problem = role == null ? "is missing." : "is unknown.";
    KeyRole known =
        Optional.ofNullable(role)
            .flatMap(KeyRole::of)
            .orElseThrow(() ->
                ProviderException.invalid("role", problem, "Write admin, operator or client."));
    List<String> limits = sessions.orElse(List.of());
    if (limits.size() > MOST_SESSIONS) {
      throw ProviderException.invalid(
          "sessions", "has more than 1000 entries.", "Leave it out to allow every session.");
    }
    for (int at = 0; at < limits.size(); at++) {
      if (limits.get(at) == null || !SESSION.matcher(limits.get(at)).matches()) {
        throw ProviderException.invalid(
            "sessions[" + at + "]", "is no session.", "Write SESSION or PROVIDER/SESSION.");
      }
    }
    return known;
  }

  /** Enough of a key to recognise it by, too little to guess it. */
  public static String hint(Secret key) {
    String text = key.reveal();
    return text.substring(0, "maestro_".length() + 3) + "…" + text.substring(text.length() - 3);
  }
}
