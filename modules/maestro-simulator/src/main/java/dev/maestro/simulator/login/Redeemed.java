package dev.maestro.simulator.login;

/** What came of handing in an authorization code; the code is used up in any case. */
public sealed interface Redeemed {

  /** Good; {@code state} is the one of the authorization request. */
  record Good(Terms terms, String state) implements Redeemed {}

  /** The field that is wrong: {@code code}, {@code client_id}, … */
  record Wrong(String field) implements Redeemed {}
}
