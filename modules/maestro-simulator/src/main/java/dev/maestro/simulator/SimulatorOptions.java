package dev.maestro.simulator;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * How a simulator is set up.
 *
 * @param port TCP port on 127.0.0.1, 0 for any free one
 * @param keys the API keys each vendor accepts
 * @param signingKey secret behind the signatures the simulator issues; two simulators with the same
 *     one accept each other's
 * @param requestsKept how many requests the log keeps before it drops the oldest
 * @param bodyKept how many characters of each request body the log keeps
 * @param maxBody largest request body in bytes; more is the vendor's 413
 * @param sendBuffer size of the socket's send buffer in bytes; small, so that a client that stops
 *     reading stalls the writer soon
 */
public record SimulatorOptions(
    int port,
    Map<Vendor, Set<String>> keys,
    String signingKey,
    int requestsKept,
    int bodyKept,
    long maxBody,
    int sendBuffer) {

  public SimulatorOptions {
    Map<Vendor, Set<String>> copy = new EnumMap<>(Vendor.class);
    keys.forEach((vendor, set) -> copy.put(vendor, Set.copyOf(set)));
    keys = Collections.unmodifiableMap(copy);
  }

  /** A free port and each vendor's {@link Vendor#defaultKey()}. */
  public static SimulatorOptions defaults() {
    Map<Vendor, Set<String>> keys = new EnumMap<>(Vendor.class);
    for (Vendor vendor : Vendor.values()) {
      keys.put(vendor, Set.of(vendor.defaultKey()));
    }
    return new SimulatorOptions(
        0, keys, "maestro-simulator", 2_000, 64 * 1024, 32L * 1024 * 1024, 64 * 1024);
  }

  public SimulatorOptions withPort(int value) {
    return new SimulatorOptions(
        value, keys, signingKey, requestsKept, bodyKept, maxBody, sendBuffer);
  }

  /** Accepts one more key of a vendor. */
  public SimulatorOptions withKey(Vendor vendor, String key) {
    Map<Vendor, Set<String>> more = new EnumMap<>(keys);
    Set<String> accepted = new LinkedHashSet<>(keys.getOrDefault(vendor, Set.of()));
    accepted.add(key);
    more.put(vendor, accepted);
    return new SimulatorOptions(
        port, more, signingKey, requestsKept, bodyKept, maxBody, sendBuffer);
  }

  public SimulatorOptions withMaxBody(long value) {
    return new SimulatorOptions(port, keys, signingKey, requestsKept, bodyKept, value, sendBuffer);
  }

  public SimulatorOptions withRequestsKept(int value) {
    return new SimulatorOptions(port, keys, signingKey, value, bodyKept, maxBody, sendBuffer);
  }

  @Override
  public String toString() {
    return "SimulatorOptions[port=" + port + "]";
  }
}
