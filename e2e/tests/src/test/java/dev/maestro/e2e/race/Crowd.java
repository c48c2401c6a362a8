package dev.maestro.e2e.race;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maestro.e2e.running.Gateway;
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.Vendor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sessions of all three vendors, whose requests are made with access tokens.
 *
 * @param others logins that are none of theirs
 * @param refreshedBefore how often each login had been refreshed when counting began
 * @param askedBefore how many refreshes had been asked for then
 */
record Crowd(
    Fleet fleet,
    List<Member> members,
    Set<String> others,
    Map<String, Integer> refreshedBefore,
    long askedBefore) {
  private static final Duration LONGEST = Duration.ofSeconds(100);
  private static final Duration LONG = Duration.ofHours(1);
  // The vendors say whole seconds: theirs end after everybody else has given them up.
  private static final Duration LESS_THAN_THEY_SAY = Duration.ofMillis(900);
  private static final int AT_ONCE = 8;
  private static final List<Vendor> VENDORS = List.of(Vendor.values());

  /** One session. */
  record Member(Vendor vendor, String name) {
    String path() {
      return Gateway.path(vendor, name);
    }

    /** One that answers such a login with text. */
    private String model() {
      return vendor == Vendor.OPENAI ? "gpt-5.1" : Gateway.model(vendor);
    }
  }

  /** Not logged in yet. */
  static Crowd of(Fleet fleet, String name, int size) {
    var members =
        IntStream.range(0, size)
            .mapToObj(number -> new Member(VENDORS.get(number % VENDORS.size()), name + number))
            .toList();
    var nobody = new Crowd(fleet, members, Set.of(), Map.of(), 0);
    return new Crowd(fleet, members, nobody.grants().keySet(), Map.of(), nobody.refreshRequests());
  }

  /** The same, whose refreshes are counted from now on. */
  Crowd counted() {
    return new Crowd(fleet, members, others, grants(), askedBefore + refreshRequests());
  }

  private Simulator simulator() {
    return fleet.vendors.simulator();
  }

  /** Begun on one node and finished on another, by tokens that last for long. */
  void logIn() throws Exception {
    for (var vendor : Vendor.values()) {
      simulator().logins(vendor).organization(false); // no keys, which would never end
    }
    expiresIn(LONG);
    List<Callable<Object>> work = new ArrayList<>();
    for (var member : members) {
      work.add(() -> {
        logIn(member);
        return member;
      });
    }
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
    }
  }

  /** Each is refreshed once on that gateway, by tokens that last for so many seconds. */
  void renew(Gateway gateway, Duration life) {
    expiresIn(life.plus(LESS_THAN_THEY_SAY));
    succeed(refresh(gateway));
    expiresIn(LONG);
  }

  private void expiresIn(Duration life) {
    for (var vendor : VENDORS) {
      simulator().logins(vendor).expiresIn(life);
    }
  }

  private void logIn(Member member) throws Exception {
    var begun =
        fleet
            .nodes
            .getFirst()
            .gateway()
            .ask(
                "POST",
                "/api/sessions",
                Gateway.object()
                    .put("provider", member.vendor().id())
                    .put("auth_type", "oauth")
                    .put("name", member.name()));
    assertThat(begun.status()).as(begun.body()).isEqualTo(202);
    finish(fleet.nodes.getLast().gateway(), member, begun.json());
  }

  /** Agrees at the vendor, and pastes what comes of it. */
  void finish(Gateway gateway, Member member, JsonNode begun) throws Exception {
    var url = begun.path("authorization").path("url").asText();
    HttpResponse<String> page;
    try (var browser = HttpClient.newHttpClient()) {
      page = browser.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }
    var brought =
        page.headers()
            .firstValue(page.statusCode() == 302 ? "location" : "x-sim-code")
            .orElseThrow();
    var pasted =
        gateway.ask(
            "POST", member.path() + "/authorization", Gateway.object().put("code", brought));
    assertThat(pasted.status()).as(pasted.body()).isEqualTo(200);
  }

  /** So many requests at once, spread over sessions and gateways. */
  List<CompletableFuture<HttpResponse<String>>> ask(List<Gateway> gateways, int requests) {
    return IntStream.range(0, requests)
        .mapToObj(number ->
            ask(
                gateways.get(number / members.size() % gateways.size()),
                members.get(number % members.size())))
        .toList();
  }

  private static CompletableFuture<HttpResponse<String>> ask(Gateway gateway, Member member) {
    var question = Gateway.question(member.model(), "hello").put("stream", false);
    return gateway
        .http()
        .sendAsync(
            gateway
                .request(member.path() + "/chat")
                .timeout(LONGEST)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(question.toString()))
                .build(),
            BodyHandlers.ofString());
  }

  /** Asks for a refresh of each, on that gateway, all at once. */
  List<CompletableFuture<HttpResponse<String>>> refresh(Gateway gateway) {
    return members.stream()
        .map(member ->
            gateway
                .http()
                .sendAsync(
                    gateway
                        .request(member.path() + "/refresh")
                        .timeout(LONGEST)
                        .POST(BodyPublishers.noBody())
                        .build(),
                    BodyHandlers.ofString()))
        .toList();
  }

  /** All are answered well. */
  static void succeed(List<CompletableFuture<HttpResponse<String>>> answers) {
    var failed =
        answers.stream()
            .map(CompletableFuture::join)
            .filter(answer -> answer.statusCode() != 200)
            .map(answer -> answer.uri() + " " + answer.statusCode() + " " + answer.body())
            .toList();
    assertThat(failed)
        .as(
            failed.size()
                + " of "
                + answers.size()
                + " failed: "
                + failed.stream().limit(3).toList())
        .isEmpty();
  }

  /** How often each login of these was refreshed with success. */
  Stream<Integer> refreshesByGrant() {
    return grants().entrySet().stream()
        .filter(grant -> !others.contains(grant.getKey()))
        .map(grant -> grant.getValue() - refreshedBefore.getOrDefault(grant.getKey(), 0));
  }

  private Map<String, Integer> grants() {
    return VENDORS.stream()
        .flatMap(vendor ->
            simulator().logins(vendor).refreshesByGrant().entrySet().stream()
                .map(grant -> Map.entry(vendor + " " + grant.getKey(), grant.getValue())))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** How many came since these are counted. */
  long refreshRequests() {
    return VENDORS.stream().mapToLong(vendor -> simulator().logins(vendor).refreshRequests()).sum()
        - askedBefore;
  }

  /** Every session is well on every one of these, and can be refreshed once more. */
  void isWell(List<Gateway> gateways) throws Exception {
    for (var vendor : Vendor.values()) {
      simulator().logins(vendor).stopForcing();
    }
    assertThat(
            gateways
                .getFirst()
                .ask("GET", "/api/notifications?open=true")
                .json()
                .path("notifications"))
        .isEmpty();
    var before = grants();
    succeed(refresh(gateways.getLast()));
    assertThat(
            grants().entrySet().stream()
                .map(grant -> grant.getValue() - before.get(grant.getKey()))
                .filter(more -> more > 0))
        .hasSize(members.size())
        .containsOnly(1);
    succeed(ask(gateways, members.size() * gateways.size()));
    for (var session : gateways.getFirst().ask("GET", "/api/sessions").json().path("sessions")) {
      assertThat(session.path("status").asText()).isEqualTo("active");
    }
  }
}
