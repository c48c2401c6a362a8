package dev.maestro.bench;

import dev.maestro.simulator.Vendor;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A thousand logins with tokens of a short life, which the gateway refreshes by itself. */
record Refreshes(Path distribution, Path folder, Duration time) {
  private static final Vendor VENDOR = Vendor.ANTHROPIC;
  private static final int SESSIONS = 1_000;
  private static final int CLIENTS = 8;
  private static final Duration LIFE = Duration.ofSeconds(30);

  /** A fifth of a life before its end, and by chance up to a fifth of that earlier. */
  private static final long LATEST = LIFE.multipliedBy(80).dividedBy(100).toNanos();

  private static final long EARLIEST = LIFE.multipliedBy(76).dividedBy(100).toNanos();
  private static final int SAMPLES = 12;

  List<String> figures() throws IOException, InterruptedException {
    try (var vendor = BenchVendor.start()) {
      vendor.simulator().logins(VENDOR).organization(false); // no keys, which would never end
      vendor.simulator().logins(VENDOR).expiresIn(LIFE);
      var login = vendor.simulator().oauthSettings(VENDOR);
      var watch = TokenWatch.of(vendor.vertx(), login.get("oauth.token-url"));
      Map<String, String> settings = new TreeMap<>();
      login.forEach((name, value) -> settings.put("providers.anthropic." + name, value));
      settings.put("providers.anthropic.base-url", vendor.simulator().baseUrl(VENDOR));
      settings.put(
          "providers.anthropic.oauth.token-url", TokenWatch.start(vendor.vertx(), watch).await());
      try (var gateway = BenchGateway.start(distribution, folder, settings)) {
        logIn(gateway);
        return measure(vendor, gateway, watch);
      }
    }
  }

  private List<String> measure(BenchVendor vendor, BenchGateway gateway, TokenWatch watch)
      throws IOException, InterruptedException {
    pause(vendor, LIFE);
    List<Double> heap = new ArrayList<>();
    heap.add(LiveHeap.megabytes(gateway.pid()));
    watch.count();
    for (var sample = 0; sample < SAMPLES; sample++) {
      pause(vendor, time.dividedBy(SAMPLES));
      heap.add(LiveHeap.megabytes(gateway.pid()));
    }
    return report(watch.seen(), heap);
  }

  private List<String> report(TokenWatch.Seen seen, List<Double> heap) {
    var late =
        Times.of(
            seen.intervals().stream()
                .mapToLong(interval -> Math.max(0, interval - LATEST))
                .toArray());
    var early = seen.intervals().stream().filter(interval -> interval < EARLIEST).count();
    var counts = seen.bySession().stream().mapToInt(Integer::intValue).summaryStatistics();
    return List.of(
        Table.figure("sessions", seen.bySession().size(), ""),
        Table.figure("refreshes a session, least", counts.getMin(), "", atLeast()),
        Table.figure("refreshes a session, most", counts.getMax(), "", atMost()),
        Table.ratio("requests : as many as the schedule has", seen.requests() / scheduled()),
        Table.figure("requests with a token that was used before", seen.unexpected(), "", "0"),
        Table.figure("refreshes before their time", (double) early, "", "0"),
        Table.times("after their time", late),
        Table.ratio("lateness p99 : a token's life", late.p99() / (double) LIFE.toMillis()),
        Table.figure("live heap at first", heap.getFirst(), "MB"),
        Table.figure("live heap at last", heap.getLast(), "MB"),
        Table.ratio("live heap, last : first", heap.getLast() / heap.getFirst()),
        Table.ratio(
            "live heap, most : least",
            heap.stream().mapToDouble(each -> each).max().orElseThrow()
                / heap.stream().mapToDouble(each -> each).min().orElseThrow()));
  }

  private double scheduled() {
    return SESSIONS * (double) time.toNanos() / ((LATEST + EARLIEST) / 2.0);
  }

  private String atLeast() {
    return "at least " + time.toNanos() / LATEST;
  }

  private String atMost() {
    return "at most " + (time.toNanos() / EARLIEST + 1);
  }

  private static void logIn(BenchGateway gateway) throws IOException, InterruptedException {
    List<Callable<Object>> work = new ArrayList<>();
    for (var number = 0; number < SESSIONS; number++) {
      var name = "bench_" + number;
      work.add(() -> {
        logIn(gateway, name);
        return name;
      });
    }
    try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
      for (var done : clients.invokeAll(work)) {
        done.get();
      }
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    }
  }

  private static void logIn(BenchGateway gateway, String name)
      throws IOException, InterruptedException {
    var wanted =
        new JsonObject().put("provider", VENDOR.id()).put("auth_type", "oauth").put("name", name);
    var begun = new JsonObject(gateway.caller().ask("POST", "/api/sessions", wanted.encode()));
    var url = URI.create(begun.getJsonObject("authorization").getString("url"));
    try (var browser = HttpClient.newHttpClient()) {
      var page = browser.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
      var code = page.headers().firstValue("x-sim-code").orElseThrow();
      gateway
          .caller()
          .ask(
              "POST",
              "/api/sessions/" + VENDOR.id() + "/" + name + "/authorization",
              new JsonObject().put("code", code).encode());
    }
  }

  private static void pause(BenchVendor vendor, Duration time) {
    vendor.vertx().timer(time.toMillis(), TimeUnit.MILLISECONDS).await();
  }
}
