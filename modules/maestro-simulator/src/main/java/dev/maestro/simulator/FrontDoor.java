package dev.maestro.simulator;

import dev.maestro.simulator.control.ControlRoutes;
import dev.maestro.simulator.exchange.Exchange;
import dev.maestro.simulator.exchange.Faults;
import dev.maestro.simulator.exchange.Ids;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.LoginPath;
import dev.maestro.simulator.exchange.Refused;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.exchange.ReplyWriter;
import dev.maestro.simulator.exchange.RequestLog;
import dev.maestro.simulator.login.Accounts;
import dev.maestro.simulator.script.Script;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Takes requests in, notes them, has them answered. */
final class FrontDoor {
  private static final Logger LOGGER = System.getLogger(FrontDoor.class.getName());
  private static final String CONTROL = "/__sim";

  private final VendorRoutes vendors;
  private final ControlRoutes control;
  private final Faults<Vendor> faults;
  private final Accounts accounts;
  private final RequestLog log;
  private final ReplyWriter writer;
  private final long maxBody;

  FrontDoor(
      VendorRoutes vendors,
      ControlRoutes control,
      Faults<Vendor> faults,
      Accounts accounts,
      RequestLog log,
      ReplyWriter writer,
      long maxBody) {
    this.vendors = vendors;
    this.control = control;
    this.faults = faults;
    this.accounts = accounts;
    this.log = log;
    this.writer = writer;
    this.maxBody = maxBody;
  }

  void handle(HttpServerRequest request) {
    Buffer body = Buffer.buffer();
    long[] size = {0};
    request.handler(part -> {
      size[0] += part.length();
      if (size[0] <= maxBody) {
        body.appendBuffer(part);
      }
    });
    request.endHandler(end -> complete(request, body, size[0] > maxBody));
  }

  private void complete(HttpServerRequest request, Buffer body, boolean tooLarge) {
    String path = decoded(request.path());
    if (path.startsWith(CONTROL)) {
      Reply.Whole answer =
          control.answer(
              request.method().name(), path.substring(CONTROL.length()), request.params(), body);
      request
          .response()
          .setStatusCode(answer.status())
          .putHeader("content-type", answer.contentType())
          .end(answer.body());
      return;
    }
    Vendor vendor = VendorRoutes.vendor(path, request.headers());
    long now = System.currentTimeMillis();
    Optional<LoginPath> login = LoginPath.of(path);
    Script forced =
        login
            .map(at -> accounts.of(vendor).faults().meet(at.step(), now))
            .orElseGet(() -> faults.meet(vendor, now));
    Incoming incoming =
        new Incoming(
            log.next(),
            Ids.hex("sim-", 16),
            request.method().name(),
            path,
            request.headers(),
            request.params(),
            body,
            forced);
    Exchange exchange = log.open(vendor, incoming, request.uri(), now);
    writer.watch(request, exchange);
    if (tooLarge) {
      writer.write(request, exchange, VendorRoutes.tooLarge(vendor));
    } else if (login.isPresent()) {
      accounts.of(vendor).arrived(incoming);
      writer.process(request, exchange, () -> reply(vendor, incoming, exchange));
    } else {
      writer.write(request, exchange, reply(vendor, incoming, exchange));
    }
  }

  /** Clients may write {@code %3A} for the colon before a method's name. */
  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path;
    }
  }

  private Reply reply(Vendor vendor, Incoming incoming, Exchange exchange) {
    try {
      return vendors
          .endpoint(vendor, incoming.method(), incoming.path())
          .answer(incoming, exchange);
    } catch (Refused refused) {
      return refused.reply();
    } catch (RuntimeException mistake) {
      LOGGER.log(Level.ERROR, "the simulator cannot answer", mistake);
      return Reply.json(
          500, Map.of(), Json.object().put("detail", "the simulator's mistake: " + mistake));
    }
  }
}
