package dev.maestro.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** Streamed answers a second with several clients at once, who share this machine with all else. */
record Throughput(BenchGateway gateway, BenchVendor vendor) {
  private static final int CLIENTS = 16;
  private static final Duration WARM = Duration.ofSeconds(10);
  private static final Duration COUNTED = Duration.ofSeconds(10);

  List<String> figures() throws IOException, InterruptedException {
    gateway.caller().call("POST", "/api/sessions", SessionOperations.session(vendor, "many"));
    var through = rate(gateway.caller(), "/v1/chat/completions", FirstToken.body("many/"));
    try (var straight = new HttpCaller(URI.create(vendor.baseUrl()), vendor.key())) {
      var direct = rate(straight, "/chat/completions", FirstToken.body(""));
      return List.of(
          Table.figure("answers a second through the gateway", through, "1/s"),
          Table.figure("answers a second straight from the vendor", direct, "1/s"),
          Table.ratio("straight : through", direct / through));
    }
  }

  private static double rate(HttpCaller caller, String path, String body)
      throws IOException, InterruptedException {
    count(caller, path, body, WARM);
    return count(caller, path, body, COUNTED) / (double) COUNTED.toSeconds();
  }

  private static long count(HttpCaller caller, String path, String body, Duration time)
      throws IOException, InterruptedException {
    var end = System.nanoTime() + time.toNanos();
    Callable<Long> client =
        () -> {
          var answers = 0L;
          while (System.nanoTime() < end) {
            caller.firstToken(path, body);
            answers++;
          }
          return answers;
        };
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var total = 0L;
      for (var done :
          clients.invokeAll(IntStream.range(0, CLIENTS).mapToObj(number -> client).toList())) {
        total += done.get();
      }
      return total;
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    }
  }
}
