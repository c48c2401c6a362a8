package dev.maestro.bench;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Time to the first token, through the gateway and straight at the vendor, in turns. */
record FirstToken(BenchGateway gateway, BenchVendor vendor) {
  private static final int WARM = 200;
  private static final int COUNTED = 500;

  /** A small question; {@code session} with its slash, or empty. */
  static String body(String session) {
    return "{\"model\":\"%sgpt-4.1-mini\",\"stream\":true,".formatted(session)
        + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
  }

  List<String> figures() throws IOException, InterruptedException {
    gateway.caller().call("POST", "/api/sessions", SessionOperations.session(vendor, "first"));
    var through = new long[COUNTED];
    var direct = new long[COUNTED];
    try (var straight = new HttpCaller(URI.create(vendor.baseUrl()), vendor.key())) {
      for (var time = -WARM; time < COUNTED; time++) {
        var first = gateway.caller().firstToken("/v1/chat/completions", body("first/"));
        var second = straight.firstToken("/chat/completions", body(""));
        if (time >= 0) {
          through[time] = first;
          direct[time] = second;
        }
      }
    }
    var gatewayTimes = Times.of(through);
    var vendorTimes = Times.of(direct);
    return List.of(
        Table.times("through the gateway", gatewayTimes),
        Table.times("straight from the vendor", vendorTimes),
        Table.figure(
            "added by the gateway, p50",
            gatewayTimes.p50() - vendorTimes.p50(),
            "ms",
            "less than 5"),
        Table.ratio("through : straight, p50", gatewayTimes.p50() / vendorTimes.p50()));
  }
}
