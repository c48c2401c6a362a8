package dev.maestro.simulator.exchange;

import dev.maestro.simulator.Vendor;
import java.util.Map;

/** What is known of a request the moment it is in; see {@code ReceivedRequest}. */
record Received(
    long seq,
    Vendor vendor,
    String method,
    String path,
    Map<String, String> headers,
    String keyFingerprint,
    String body,
    int bodyBytes,
    String nonce,
    long receivedAt) {
  Received {
    headers = Map.copyOf(headers);
  }
}
