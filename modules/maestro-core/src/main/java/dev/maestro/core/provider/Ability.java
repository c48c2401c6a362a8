package dev.maestro.core.provider;

import dev.maestro.api.AuthType;
import dev.maestro.api.bus.Addresses;
import dev.maestro.api.provider.ProviderDescription;

/** What a provider may or may not be able to do. */
public enum Ability {
  /** Sessions by API key. */
  API_KEY("log in with an API key"),
  /** Pages where a login begins. */
  AUTHORIZE("log in by OAuth"),
  /** Ends of logins. */
  EXCHANGE("log in by OAuth"),
  /** Renewing of tokens. */
  REFRESH("refresh a login"),
  /** Ending of logins at the vendor. */
  REVOKE("end a login at the vendor"),
  /** Lists of models. */
  MODELS("list models"),
  /** Conversations. */
  STREAMING("hold conversations"),
  /** Counting of tokens. */
  COUNT("count tokens"),
  /** Answers that the vendor keeps. */
  KEPT("give back answers that were given before");

  private final String wording;

  Ability(String wording) {
    this.wording = wording;
  }

  String wording() {
    return wording;
  }

  String address(String provider) {
    return switch (this) {
      case API_KEY -> Addresses.apiKeyCheck(provider);
      case AUTHORIZE -> Addresses.authorize(provider);
      case EXCHANGE -> Addresses.exchange(provider);
      case REFRESH -> Addresses.refresh(provider);
      case REVOKE -> Addresses.revoke(provider);
      case MODELS -> Addresses.models(provider);
      case STREAMING -> Addresses.stream(provider);
      case COUNT -> Addresses.count(provider);
      case KEPT -> Addresses.kept(provider);
    };
  }

  boolean isIn(ProviderDescription provider) {
    return switch (this) {
      case API_KEY -> provider.authTypes().contains(AuthType.API_KEY);
      case AUTHORIZE, EXCHANGE, REFRESH, REVOKE -> provider.authTypes().contains(AuthType.OAUTH);
      case MODELS -> provider.features().contains("models");
      case STREAMING -> provider.features().contains("streaming");
      case COUNT -> provider.features().contains("count");
      case KEPT -> provider.features().contains("kept");
    };
  }
}
