package dev.maestro.simulator.login;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/** One login and every token that came of it. What changes is guarded by {@link Grants}. */
public final class Grant {
  private final String id;
  private final Terms terms;
  private final String account = UUID.randomUUID().toString();
  final Deque<String> accessTokens = new ArrayDeque<>();
  final Deque<String> refreshTokens = new ArrayDeque<>();
  boolean revoked;
  boolean refreshExpired;

  /** An old refresh token came back: there are no more refreshes. */
  boolean barred;

  int refreshes;

  Grant(String id, Terms terms) {
    this.id = id;
    this.terms = terms;
  }

  public String id() {
    return id;
  }

  public Terms terms() {
    return terms;
  }

  /** The account that logged in: another one for each grant. */
  public String account() {
    return account;
  }

  public String email() {
    return id + "@example.org";
  }
}
