package dev.maestro.bench;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** Time to the first token, through the gateway and straight at the vendor, in turns. */
record FirstToken(BenchGateway gateway, BenchVendor vendor) {
  private static final int WARM = 200;
  private static final int COUNTED = 500;
  private static final String BODY =
      "{\"model\":\"%sgpt-4.1-mini\",\"stream\":true,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

  List<String> figures() throws IOException, InterruptedException {
    gateway.caller().call("POST", "/api/sessions", SessionOperations.session(vendor, "first"));
    var through = new long[COUNTED];
    var direct = new long[COUNTED];
    try (var straight = new HttpCaller(URI.create(vendor.baseUrl()), vendor.key())) {
      for (var time = -WARM; time < COUNTED; time++) {
        var first = gateway.caller().firstToken("/v1/chat/completions", BODY.formatted("first/"));
        var second = straight.firstToken("/chat/completions", BODY.formatted(""));
        if (time >= 0) {
          through[time] = first;
          direct[time] = second;
        }
      }
    }
    var added = Times.of(through).millis(0.5) - Times.of(direct).millis(0.5);
    return List.of(
        Times.of(through).line("first token through the gateway"),
        Times.of(direct).line("first token straight from the vendor"),
        String.format(Locale.ROOT, "%-45s %7.2f ms", "added by the gateway", added));
  }
}
