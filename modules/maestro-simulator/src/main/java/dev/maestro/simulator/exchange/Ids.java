package dev.maestro.simulator.exchange;

import java.util.concurrent.ThreadLocalRandom;

/** Random identifiers of the shapes that the vendors use. */
public final class Ids {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String HEX = "0123456789abcdef";

  private Ids() {}

  public static String random(String prefix, int length) {
    return prefix + from(ALPHABET, length);
  }

  public static String hex(String prefix, int length) {
    return prefix + from(HEX, length);
  }

  private static String from(String alphabet, int length) {
    StringBuilder id = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      id.append(alphabet.charAt(ThreadLocalRandom.current().nextInt(alphabet.length())));
    }
    return id.toString();
  }
}
