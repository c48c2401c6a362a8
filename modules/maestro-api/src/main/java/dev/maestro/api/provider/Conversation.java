package dev.maestro.api.provider;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.OutboundStream;
import dev.maestro.api.bus.StreamCall;
import dev.maestro.api.bus.StreamOpened;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.upstream.UpstreamAnswer;
import dev.maestro.api.upstream.UpstreamClient;
import dev.maestro.api.upstream.UpstreamRequest;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One conversation at the vendor: opens the vault, sends the request, and hands the answer to an
 * {@link AnswerPump}.
 */
final class Conversation {
  /**
   * A vendor that says nothing for so long is given up, in milliseconds; models may think for
   * minutes.
   */
  private static final long SILENCE_MILLIS = 600_000;

  private static final int MAX_ERROR = 1 << 20;
  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  private final Vertx vertx;
  private final ProviderContext context;
  private final StreamingPart part;
  private final Credentials credentials;
  private final OutboundStream out;
  private final Promise<Void> ended = Promise.promise();
  private final Context own;
  private HttpClientRequest request;

  Conversation(
      Vertx vertx,
      ProviderContext context,
      StreamingPart part,
      Credentials credentials,
      OutboundStream out) {
    this.vertx = vertx;
    this.context = context;
    this.part = part;
    this.credentials = credentials;
    this.out = out;
    this.own = vertx.getOrCreateContext();
  }

  /** Completes when nothing more happens, however it ended; never fails. */
  Future<Void> run() {
    out.onCancel(this::cancel);
    out.call()
        .compose(call -> credentials.with(call.session(), session -> here(session, call)))
        .onFailure(cause -> own.runOnContext(back -> fail(cause)));
    return ended.future();
  }

  /** The vault may answer on any context; everything after it happens on the stream's own. */
  private Future<Void> here(OpenSession session, StreamCall call) {
    Promise<OpenSession> back = Promise.promise();
    own.runOnContext(now -> back.complete(session));
    return back.future()
        .compose(found -> out.isDone() ? Future.succeededFuture() : send(found, call));
  }

  private Future<Void> send(OpenSession session, StreamCall call) {
    List<Warning> warnings = new ArrayList<>();
    WireDialect wire = wire(session, call);
    WireCall wireCall = write(wire, call, warnings);
    if (call.strict() && !warnings.isEmpty()) {
      throw Inexpressible.refusal(warnings);
    }
    UpstreamRequest sent = part.request(session, wireCall);
    return context
        .upstream()
        .open(sent)
        .compose(opened -> {
          request = opened;
          if (out.isDone()) {
            return opened.reset().mapEmpty();
          }
          opened.idleTimeout(SILENCE_MILLIS);
          return UpstreamClient.send(opened, sent.body())
              .recover(cause -> Future.failedFuture(UpstreamClient.translate(cause, sent)))
              .compose(response -> answer(wire, call, sent, response, warnings));
        });
  }

  private WireDialect wire(OpenSession session, StreamCall call) {
    if (call.dialect() == null) {
      return part.wires(session).getFirst();
    }
    return part.wires(session).stream()
        .filter(wire -> wire.dialect().equals(call.dialect()))
        .findFirst()
        .orElseThrow(() ->
            ProviderException.of(
                ErrorKind.UNSUPPORTED,
                "This provider does not take " + call.dialect() + " requests."));
  }

  private WireCall write(WireDialect wire, StreamCall call, List<Warning> warnings) {
    if (call.raw() != null) {
      return new WireCall(
          wire.dialect(), call.model(), call.streaming(), call.headers(), call.query(), call.raw());
    }
    Shaped shaped = part.shape(call.request());
    Written written = wire.write(shaped.request(), call.streaming());
    warnings.addAll(shaped.warnings());
    warnings.addAll(written.warnings());
    return new WireCall(
        wire.dialect(), call.model(), call.streaming(), call.headers(), written.body());
  }

  private Future<Void> answer(
      WireDialect wire,
      StreamCall call,
      UpstreamRequest sent,
      HttpClientResponse response,
      List<Warning> warnings) {
    Map<String, String> headers = UpstreamAnswer.headers(response);
    if (response.statusCode() / 100 != 2) {
      return UpstreamClient.whole(response, MAX_ERROR)
          .recover(cause -> Future.failedFuture(UpstreamClient.translate(cause, sent)))
          .onSuccess(over -> request = null)
          .map(body -> wire.readError(response.statusCode(), headers, body))
          .compose(facts ->
              Future.failedFuture(new ProviderException(forClients(facts, wire, headers))));
    }
    String type = headers.getOrDefault("content-type", "");
    AnswerPump pump = new AnswerPump(vertx, wire, call, response, out);
    out.onCredit(pump::resume);
    out.opened(new StreamOpened(type, clientHeaders(wire, headers), warnings));
    pump.run(type.startsWith("text/event-stream")).onComplete(done -> ended.tryComplete());
    return Future.succeededFuture();
  }

  private static ErrorFacts forClients(
      ErrorFacts facts, WireDialect wire, Map<String, String> headers) {
    return facts.withVendorAnswer(facts.vendorBody(), clientHeaders(wire, headers));
  }

  private static Map<String, String> clientHeaders(WireDialect wire, Map<String, String> headers) {
    Map<String, String> kept = new TreeMap<>(headers);
    kept.keySet().removeIf(name -> !wire.isClientHeader(name));
    return kept;
  }

  private void fail(Throwable cause) {
    if (!(cause instanceof ProviderException)) {
      LOG.error("A conversation of provider {} failed", context.id(), cause);
    }
    cancelRequest();
    out.failed(ProviderException.from(cause).facts(), null);
    ended.tryComplete();
  }

  private void cancel() {
    cancelRequest();
    ended.tryComplete();
  }

  private void cancelRequest() {
    if (request != null) {
      request.reset();
    }
  }
}
