package dev.maestro.api.oauth;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes out of a vendor's words what was sent to it, and whatever else looks like a token. */
final class Withheld {
  private static final Set<String> PUBLIC =
      Set.of("grant_type", "client_id", "redirect_uri", "content-type", "accept");

  private static final String HIDDEN = "[hidden]";
  private static final int SHORTEST_SECRET = 8;

  /** Words of people are shorter; addresses of help pages stay. */
  private static final int LONGEST_WORD = 40;

  private final List<String> secrets;

  /** Of the fields or headers of a request, null values among them. */
  Withheld(Map<String, String> sent) {
    this.secrets =
        sent.entrySet().stream()
            .filter(field -> field.getValue() != null && !PUBLIC.contains(field.getKey()))
            .flatMap(field -> Arrays.stream(field.getValue().split(" ")))
            .filter(word -> word.length() >= SHORTEST_SECRET)
            .toList();
  }

  String from(String said) {
    String clean = said;
    for (String secret : secrets) {
      clean = clean.replace(secret, HIDDEN);
    }
    return Arrays.stream(clean.split(" ", -1))
        .map(word -> word.length() >= LONGEST_WORD && !word.startsWith("https://") ? HIDDEN : word)
        .collect(Collectors.joining(" "));
  }
}
