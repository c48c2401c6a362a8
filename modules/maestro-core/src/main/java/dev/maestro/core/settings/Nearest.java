package dev.maestro.core.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Nearest {
  private Nearest() {}

  /** The candidate with the fewest changed letters, if they are few enough to be a slip. */
  public static Optional<String> to(String word, Collection<String> candidates) {
    return within(Math.max(1, word.length() / 3), word, candidates);
  }

  /** Up to so many candidates that the word may have been a slip or a piece of, nearest first. */
  public static List<String> several(int atMost, String word, Collection<String> candidates) {
    String letters = word.toLowerCase(Locale.ROOT);
    int bound = Math.max(2, word.length() / 2);
    return candidates.stream()
        .distinct()
        .filter(candidate ->
            candidate.toLowerCase(Locale.ROOT).contains(letters)
                || letters.contains(candidate.toLowerCase(Locale.ROOT))
                || distance(letters, candidate.toLowerCase(Locale.ROOT)) <= bound)
        .sorted(
            Comparator.comparingInt(
                    (String candidate) -> distance(letters, candidate.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(atMost)
        .toList();
  }

  static Optional<String> within(int bound, String word, Collection<String> candidates) {
    return candidates.stream()
        .filter(candidate -> distance(word, candidate) <= bound)
        .min(
            Comparator.comparingInt((String candidate) -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  // Levenshtein, with neighbours swapped counted as one slip.
  static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, from, to, i, j);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int step(int[][] cost, String from, String to, int i, int j) {
    int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
