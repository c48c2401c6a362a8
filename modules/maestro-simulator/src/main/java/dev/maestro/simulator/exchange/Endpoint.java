package dev.maestro.simulator.exchange;

/** One route of one vendor: from a request to what is said, without any input or output. */
@FunctionalInterface
public interface Endpoint {

  /** Answers, or throws {@link Refused}; notes in the exchange what the log should know. */
  Reply answer(Incoming incoming, Exchange exchange);
}
