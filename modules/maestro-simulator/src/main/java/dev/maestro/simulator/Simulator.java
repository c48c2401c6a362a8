package dev.maestro.simulator;

import dev.maestro.simulator.anthropic.AnthropicTokens;
import dev.maestro.simulator.control.ControlRoutes;
import dev.maestro.simulator.control.LoginControl;
import dev.maestro.simulator.exchange.Faults;
import dev.maestro.simulator.exchange.Keys;
import dev.maestro.simulator.exchange.ReplyWriter;
import dev.maestro.simulator.exchange.RequestLog;
import dev.maestro.simulator.gemini.GoogleTokens;
import dev.maestro.simulator.login.Account;
import dev.maestro.simulator.login.Accounts;
import dev.maestro.simulator.login.Jwt;
import dev.maestro.simulator.openai.OpenAiTokens;
import dev.maestro.simulator.script.Script;
import dev.maestro.simulator.script.Signatures;
import dev.maestro.simulator.script.StandardPrompt;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The three vendors' HTTP interfaces on one loopback port. What a request can ask for with a marker
 * in its last user message stands at {@code dev.maestro.simulator.script.Script}; what tests can
 * ask over HTTP, at {@code dev.maestro.simulator.control.ControlRoutes}.
 */
public final class Simulator {
  /** The one prompt that is answered with the long FastAPI text, if it arrives unchanged. */
  public static final String STANDARD_PROMPT = StandardPrompt.TEXT;

  private final HttpServer server;
  private final RequestLog log;
  private final Keys keys;
  private final Faults<Vendor> faults;
  private final Accounts accounts;
  private final Map<Vendor, Logins> logins = new EnumMap<>(Vendor.class);

  private Simulator(
      HttpServer server, RequestLog log, Keys keys, Faults<Vendor> faults, Accounts accounts) {
    this.server = server;
    this.log = log;
    this.keys = keys;
    this.faults = faults;
    this.accounts = accounts;
    accounts.at("http://127.0.0.1:" + port());
    for (Vendor vendor : Vendor.values()) {
      logins.put(vendor, new Logins(accounts, accounts.of(vendor), log));
    }
  }

  /** Starts one; completes when it listens, fails when the port is taken. */
  public static Future<Simulator> start(Vertx vertx, SimulatorOptions options) {
    RequestLog log = new RequestLog(options.requestsKept(), options.bodyKept());
    Keys keys = new Keys(options.keys());
    Faults<Vendor> faults = new Faults<>();
    Accounts accounts = accounts(keys, new Jwt(options.signingKey()));
    FrontDoor door =
        new FrontDoor(
            new VendorRoutes(keys, accounts, new Signatures(options.signingKey())),
            new ControlRoutes(log, keys, faults, new LoginControl(accounts)),
            faults,
            accounts,
            log,
            new ReplyWriter(vertx),
            options.maxBody());
    HttpServerOptions http =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(options.port())
            .setHandle100ContinueAutomatically(true)
            .setMaxHeaderSize(64 * 1024)
            .setMaxInitialLineLength(16 * 1024)
            .setSendBufferSize(options.sendBuffer());
    return vertx
        .createHttpServer(http)
        .requestHandler(door::handle)
        .listen()
        .map(server -> new Simulator(server, log, keys, faults, accounts));
  }

  private static Accounts accounts(Keys keys, Jwt jwt) {
    return new Accounts(
        Map.of(
            Vendor.ANTHROPIC,
            new Account(Vendor.ANTHROPIC, keys, new AnthropicTokens()),
            Vendor.OPENAI,
            new Account(Vendor.OPENAI, keys, new OpenAiTokens(jwt)),
            Vendor.GEMINI,
            new Account(Vendor.GEMINI, keys, new GoogleTokens())),
        jwt);
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** The base URL as this vendor's SDKs want it: OpenAI's with the version. */
  public String baseUrl(Vendor vendor) {
    return "http://127.0.0.1:" + port() + vendor.basePath();
  }

  /**
   * How a gateway's provider is told that its vendor's login is here: settings by their names below
   * {@code providers.<id>}, such as {@code oauth.token-url}.
   */
  public Map<String, String> oauthSettings(Vendor vendor) {
    return accounts.settings(vendor);
  }

  /** A vendor's logins. */
  public Logins logins(Vendor vendor) {
    return logins.get(vendor);
  }

  /** All requests that the log still has, oldest first. */
  public List<ReceivedRequest> requests() {
    return log.since(0);
  }

  /** The requests after a number. */
  public List<ReceivedRequest> requestsSince(long seq) {
    return log.since(seq);
  }

  /**
   * Completes with the first request, past or to come, that is as wanted; judged whenever a request
   * arrives, is understood, starts to be answered, stalls or ends. Never fails.
   */
  public Future<ReceivedRequest> awaitRequest(Predicate<ReceivedRequest> wanted) {
    return log.await(wanted);
  }

  /** Completes when that request has ended, in whichever way. */
  public Future<ReceivedRequest> awaitEnd(long seq) {
    return log.await(request -> request.seq() == seq && request.ended());
  }

  /** Accepts one more key of a vendor. */
  public void addKey(Vendor vendor, String key) {
    keys.add(vendor, key);
  }

  /** Refuses a key from now on. */
  public void removeKey(Vendor vendor, String key) {
    keys.remove(vendor, key);
  }

  /** Forces a script (the inside of a marker) on the next requests of a vendor's API. */
  public void force(Vendor vendor, String script, int times) {
    faults.add(vendor::equals, Script.parse(script), times, Long.MAX_VALUE);
  }

  /** Forces a script on all requests of a vendor's API for a while. */
  public void force(Vendor vendor, String script, Duration time) {
    long until = System.currentTimeMillis() + time.toMillis();
    faults.add(vendor::equals, Script.parse(script), Integer.MAX_VALUE, until);
  }

  /** Ends everything that is forced; what is forced on logins, {@link Logins} ends. */
  public void stopForcing() {
    faults.clear();
  }

  /** Stops listening and breaks all connections; completes when that is done. */
  public Future<Void> close() {
    return server.close();
  }
}
