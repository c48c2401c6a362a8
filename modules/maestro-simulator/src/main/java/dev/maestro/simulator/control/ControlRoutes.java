package dev.maestro.simulator.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.Vendor;
import dev.maestro.simulator.exchange.Faults;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Keys;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.exchange.RequestLog;
import dev.maestro.simulator.script.Script;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What tests ask and tell the simulator itself, under {@code /__sim}.
 *
 * <pre>
 * GET    /__sim/requests?since=N   requests after number N, oldest first
 * DELETE /__sim/requests           forgets them
 * GET    /__sim/stats              counts
 * POST   /__sim/keys               {vendor, key}: accepts one more key
 * DELETE /__sim/keys               {vendor, key}: refuses it from now on
 * POST   /__sim/faults             {vendor?, script, times?, for_ms?}: forces a script on requests
 * DELETE /__sim/faults             ends all of them
 *        /__sim/logins/{vendor}    see LoginControl
 * </pre>
 */
public final class ControlRoutes {
  private static final String LOGINS = "/logins/";

  private final RequestLog log;
  private final Keys keys;
  private final Faults<Vendor> faults;
  private final LoginControl logins;

  public ControlRoutes(RequestLog log, Keys keys, Faults<Vendor> faults, LoginControl logins) {
    this.log = log;
    this.keys = keys;
    this.faults = faults;
    this.logins = logins;
  }

  /** Answers a request below {@code /__sim}. */
  public Reply.Whole answer(String method, String path, MultiMap query, Buffer body) {
    try {
      return switch (method + " " + path) {
        case "GET /requests" -> requests(query);
        case "GET /stats" -> stats();
        case "DELETE /requests" -> {
          log.clear();
          yield done();
        }
        case "POST /keys" -> {
          ObjectNode key = object(body);
          keys.add(vendor(key), text(key, "key"));
          yield done();
        }
        case "DELETE /keys" -> {
          ObjectNode key = object(body);
          keys.remove(vendor(key), text(key, "key"));
          yield done();
        }
        case "POST /faults" -> fault(object(body));
        case "DELETE /faults" -> {
          faults.clear();
          yield done();
        }
        default ->
            path.startsWith(LOGINS)
                ? logins.answer(method, path.substring(LOGINS.length()), body)
                : problem(404, "no such control route: " + method + " " + path);
      };
    } catch (IllegalArgumentException e) {
      return problem(400, e.getMessage());
    }
  }

  private Reply.Whole requests(MultiMap query) {
    String since = query.contains("since") ? query.get("since") : "0";
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("requests");
    log.since(Long.parseLong(since)).forEach(request -> list.add(json(request)));
    return Reply.json(200, Map.of(), answer);
  }

  private static ObjectNode json(ReceivedRequest request) {
    ObjectNode node =
        Json.object()
            .put("seq", request.seq())
            .put("vendor", request.vendor().id())
            .put("method", request.method())
            .put("path", request.path());
    ObjectNode headers = node.putObject("headers");
    request.headers().forEach(headers::put);
    node.put("key", request.keyFingerprint())
        .put("body", request.body())
        .put("body_bytes", request.bodyBytes())
        .put("nonce", request.nonce())
        .put("model", request.model())
        .put("stream", request.stream())
        .put("state", request.state().name().toLowerCase(Locale.ROOT))
        .put("status", request.status())
        .put("received_at", request.receivedAt())
        .put("started_at", request.startedAt())
        .put("ended_at", request.endedAt())
        .put("bytes_written", request.bytesWritten())
        .put("events_written", request.eventsWritten())
        .put("stalled", request.stalled());
    node.putObject("text")
        .put("sha256", request.text().sha256())
        .put("characters", request.text().characters());
    return node;
  }

  private Reply.Whole stats() {
    List<ReceivedRequest> all = log.since(0);
    ObjectNode answer =
        Json.object()
            .put("requests", all.size())
            .put("open", all.stream().filter(request -> !request.ended()).count())
            .put("stalled", all.stream().filter(ReceivedRequest::stalled).count())
            .put("bytes_written", all.stream().mapToLong(ReceivedRequest::bytesWritten).sum());
    ObjectNode states = answer.putObject("states");
    for (ReceivedRequest.State state : ReceivedRequest.State.values()) {
      states.put(
          state.name().toLowerCase(Locale.ROOT),
          all.stream().filter(request -> request.state() == state).count());
    }
    return Reply.json(200, Map.of(), answer);
  }

  private Reply.Whole fault(ObjectNode wanted) {
    Script script = Script.parse(text(wanted, "script"));
    int times = wanted.path("times").asInt(Integer.MAX_VALUE);
    long until =
        wanted.has("for_ms")
            ? System.currentTimeMillis() + wanted.path("for_ms").asLong()
            : Long.MAX_VALUE;
    List<Vendor> vendors =
        wanted.has("vendor") ? List.of(vendor(wanted)) : List.of(Vendor.values());
    vendors.forEach(vendor -> faults.add(vendor::equals, script, times, until));
    return done();
  }

  static ObjectNode object(Buffer body) {
    return Json.read(body)
        .orElseThrow(() -> new IllegalArgumentException("the body is no JSON object"));
  }

  static Vendor vendor(ObjectNode body) {
    return vendor(text(body, "vendor"));
  }

  static Vendor vendor(String id) {
    return Vendor.valueOf(id.toUpperCase(Locale.ROOT));
  }

  static String text(ObjectNode body, String name) {
    if (!body.path(name).isTextual()) {
      throw new IllegalArgumentException("field '" + name + "' is missing");
    }
    return body.path(name).asText();
  }

  static Reply.Whole done() {
    return Reply.json(200, Map.of(), Json.object().put("done", true));
  }

  static Reply.Whole problem(int status, String detail) {
    return Reply.json(status, Map.of(), Json.object().put("detail", detail));
  }
}
