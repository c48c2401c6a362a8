package dev.maestro.gateway.http;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.core.Caller;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer. Used on the context the request came on. */
public final class Exchange {
  private static final Logger LOGGER = LoggerFactory.getLogger(Exchange.class);

  private final RoutingContext routing;
  private final Context context;
  private final String requestId;
  private final long began = System.nanoTime();
  private final List<Runnable> onGone = new ArrayList<>();
  private Consumer<Boolean> onOver = whole -> {};
  private ErrorForm errors = new Problem();
  private Caller caller;
  private Supplier<Future<Caller>> identification;
  private Buffer body;
  private String session;
  private boolean over;

  Exchange(RoutingContext routing) {
    this.routing = routing;
    this.context = routing.vertx().getOrCreateContext();
    this.requestId = RequestId.of(routing.request().getHeader("x-request-id"));
    response().putHeader(RequestId.HEADER, requestId);
    response().closeHandler(closed -> over(false));
    response().exceptionHandler(broken -> over(false));
    response().endHandler(ended -> over(true));
    request().exceptionHandler(broken -> over(false));
  }

  private void over(boolean whole) {
    if (!over) {
      over = true;
      onOver.accept(whole);
      if (!whole) {
        onGone.forEach(Runnable::run);
      }
    }
  }

  void onOver(Consumer<Boolean> action) {
    onOver = action;
  }

  void identified(Caller who) {
    caller = who;
  }

  void identifiedBy(Supplier<Future<Caller>> check) {
    identification = check;
  }

  void read(Buffer whole) {
    body = whole;
  }

  /** Called at once if the client goes away before its answer is whole, or gets an error. */
  public void onGone(Runnable action) {
    if (over) {
      action.run();
    } else {
      onGone.add(action);
    }
  }

  /** How errors of this exchange look from now on. */
  public void errors(ErrorForm form) {
    errors = form;
  }

  /** For the log: the session that served this. */
  public void servedBy(String provider, String name) {
    session = provider + "/" + name;
  }

  public HttpServerRequest request() {
    return routing.request();
  }

  public HttpServerResponse response() {
    return routing.response();
  }

  public String requestId() {
    return requestId;
  }

  /** Whose key it is; null on public routes. */
  public Caller caller() {
    return caller;
  }

  /** The same, asked again: fails where the key may not do this any more. */
  public Future<Caller> callerNow() {
    return identification.get();
  }

  /** The body, where the route takes one, until it is let go. */
  public Buffer body() {
    return body;
  }

  /** What was asked is under way in another form: the answer may be long, and the body large. */
  public void releaseBody() {
    body = null;
  }

  /** A named segment of the path, decoded. */
  public String segment(String name) {
    return routing.pathParam(name);
  }

  /** A parameter of the query; empty text counts as none. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(routing.queryParams().get(name)).filter(value -> !value.isBlank());
  }

  /** The parameters of the query; of one given twice the first. */
  public Map<String, String> query() {
    Map<String, String> parameters = new LinkedHashMap<>();
    routing.queryParams().forEach((name, value) -> parameters.putIfAbsent(name, value));
    return parameters;
  }

  /** All parameters of the query, decoded. */
  public MultiMap parameters() {
    return routing.queryParams();
  }

  /** Whether the answer is whole, or nobody waits for it any more. */
  public boolean isOver() {
    return over;
  }

  /** Goes on with a result on this exchange's context, or answers with the failure. */
  public <T> void when(Future<T> future, Consumer<T> action) {
    future.onComplete(
        value -> context.runOnContext(now -> attempt(() -> action.accept(value))),
        cause -> context.runOnContext(now -> fail(cause)));
  }

  /** Runs; what is thrown becomes the answer. */
  void attempt(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException cause) {
      fail(cause);
    }
  }

  /** Answers with JSON. */
  public void json(int status, JsonObject json) {
    end(status, "application/json", json.toBuffer());
  }

  /** Answers with a whole body. */
  public void end(int status, String contentType, Buffer content) {
    if (!over && !response().ended()) {
      response()
          .setStatusCode(status)
          .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
          .end(content);
    }
  }

  /** Answers with 204. */
  public void none() {
    if (!over && !response().ended()) {
      response().setStatusCode(204).end();
    }
  }

  /** Answers with problem+json that has more members than an error's own. */
  public void fail(ErrorFacts facts, Map<String, Object> members) {
    errors((error, response) -> {
      JsonObject problem = new JsonObject(new Problem().write(error, response));
      members.forEach(problem::put);
      return problem.toBuffer();
    });
    fail(new ProviderException(facts));
  }

  /** Answers with an error; a body that has begun is broken off instead. */
  public void fail(Throwable cause) {
    ErrorFacts facts = ProviderException.from(cause).facts();
    if (facts.kind() == ErrorKind.INTERNAL) {
      LOGGER
          .atError()
          .setMessage("a request failed")
          .addKeyValue("request_id", requestId)
          .setCause(cause)
          .log();
    }
    if (over || response().ended()) {
      return;
    }
    onGone.forEach(Runnable::run); // nobody takes what may still be on its way
    if (response().headWritten()) {
      response().reset();
      return;
    }
    if (facts.fromVendor()) {
      response().putHeader("maestro-error-origin", "provider");
    }
    if (facts.retryAfter() != null) {
      response()
          .putHeader(
              HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, facts.retryAfter().toSeconds())));
    } else if (facts.kind() == ErrorKind.UNAVAILABLE) {
      response().putHeader(HttpHeaders.RETRY_AFTER, "1");
    }
    if (facts.kind() == ErrorKind.TOO_LARGE && !facts.fromVendor()) {
      response().putHeader(HttpHeaders.CONNECTION, "close");
    }
    response().end(errors.write(facts, response()));
    request().resume();
  }

  long milliseconds() {
    return (System.nanoTime() - began) / 1_000_000;
  }

  String keyId() {
    return caller == null ? null : caller.keyId();
  }

  String session() {
    return session;
  }
}
