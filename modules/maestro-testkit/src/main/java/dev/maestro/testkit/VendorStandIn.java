package dev.maestro.testkit;

import dev.maestro.api.Dialect;
import dev.maestro.api.Secret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Optional;

/** Plays a vendor on loopback for {@link ProviderContract}. A provider's author writes one. */
public interface VendorStandIn {
  /** Where it answers, as the provider's base URL is written. */
  String baseUrl();

  /**
   * The provider's settings that make it ask there.
   *
   * @param baseUrl {@link #baseUrl()}, or the address of a server that the suite puts up
   */
  Map<String, String> settings(String baseUrl);

  /** How people log in there; empty where the provider has no logins. */
  default Optional<LoginStandIn> logins() {
    return Optional.empty();
  }

  /** A key it accepts. */
  Secret goodKey();

  /** A key it refuses as the vendor does. */
  Secret badKey();

  /** A model it lists and answers for. */
  String model();

  /** The user's text that brings a situation about. */
  String prompt(Situation situation);

  /** A request with one user message, as a client of this dialect writes it. */
  Buffer body(Dialect dialect, String prompt, boolean stream);

  /**
   * A request to count such a message, as a client of this dialect writes it; empty where the
   * format has none.
   */
  default Optional<Buffer> countBody(Dialect dialect, String prompt) {
    return Optional.empty();
  }

  /** Completes when the provider has broken off a conversation, past or to come. */
  Future<?> aborted();

  /** Ends it. */
  Future<Void> close();
}
