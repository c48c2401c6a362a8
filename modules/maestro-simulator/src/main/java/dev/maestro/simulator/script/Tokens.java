package dev.maestro.simulator.script;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts texts into pieces of about the size of a model's tokens, and makes long ones up. */
public final class Tokens {
  private static final Pattern TOKEN = Pattern.compile("\\s*\\S{1,7}|\\s+");
  private static final String LINE =
      "The quick brown fox jumps over the lazy dog, and the river carries the words away. ";
  private static final int PIECE = 4096;

  private Tokens() {}

  public static List<String> of(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens;
  }

  /** How many tokens a text of that many characters is billed for. */
  public static int estimate(long characters) {
    return (int) Math.max(1, (characters + 3) / 4);
  }

  /** The start of a finite text. */
  static List<String> words(int count) {
    List<String> line = of(LINE.trim() + " ");
    List<String> tokens = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      tokens.add(line.get(i % line.size()));
    }
    return tokens;
  }

  /** A text of exactly that many characters in large pieces, then {@code last}. */
  static Iterator<String> bulk(long characters, String last) {
    String piece = LINE.repeat(PIECE / LINE.length() + 1).substring(0, PIECE);
    return new Iterator<>() {
      private long left = characters;
      private boolean ended;

      @Override
      public boolean hasNext() {
        return !ended;
      }

      @Override
      public String next() {
        if (ended) {
          throw new NoSuchElementException();
        }
        if (left == 0) {
          ended = true;
          return last;
        }
        int now = (int) Math.min(left, PIECE);
        left -= now;
        return piece.substring(0, now);
      }
    };
  }

  /** A text without end, in tokens. */
  static Iterator<String> endless() {
    List<String> line = of(LINE.trim() + " ");
    return new Iterator<>() {
      private int at;

      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      @SuppressWarnings("IteratorHasNextNotEnforced")
      public String next() {
        return line.get(at++ % line.size());
      }
    };
  }
}
