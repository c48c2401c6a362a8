package dev.maestro.launcher.credential;

/** So much of a secret that its owner knows it again. */
final class Masked {
  private static final int LAST = 4;
  private static final int SHORTEST = 16;

  private Masked() {}

  static String of(String secret) {
    return secret.length() < SHORTEST ? "…" : "…" + secret.substring(secret.length() - LAST);
  }
}
