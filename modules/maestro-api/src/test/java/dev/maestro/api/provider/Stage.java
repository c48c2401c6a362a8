package dev.maestro.api.provider;

import static dev.maestro.api.bus.Ends.await;
import static dev.maestro.api.bus.Ends.failure;
import static dev.maestro.api.bus.Ends.on;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.BusCodecs;
import dev.maestro.api.bus.FrameBody;
import dev.maestro.api.bus.InboundStream;
import dev.maestro.api.bus.Recorder;
import dev.maestro.api.bus.StreamCall;
import dev.maestro.api.bus.StreamClient;
import dev.maestro.api.bus.StreamLimits;
import dev.maestro.api.bus.Want;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.StreamEvent;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;

/** A vendor on loopback, its provider, and someone who opens streams. */
final class Stage {
  final Vertx vertx = Vertx.vertx();
  final Context opener = vertx.getOrCreateContext();
  final StreamClient client = new StreamClient(vertx, "n", StreamLimits.DEFAULT);
  final String url;
  final String deployment;

  Stage(Handler<HttpServerRequest> vendor) {
    BusCodecs.register(vertx.eventBus());
    HttpServer server =
        await(
            vertx
                .createHttpServer(new HttpServerOptions().setSendBufferSize(64 << 10))
                .requestHandler(vendor)
                .listen(0, "127.0.0.1"));
    url = "http://127.0.0.1:" + server.actualPort();
    deployment = await(vertx.deployVerticle(Acme.at(vertx, url + "/")));
  }

  void close() {
    await(vertx.close());
  }

  static StreamCall raw(String session, Want want) {
    return new StreamCall(
        session,
        want,
        AcmeWire.DIALECT,
        "m",
        true,
        false,
        Map.of(),
        "",
        null,
        Buffer.buffer("{ \"as\":1 }"));
  }

  static StreamCall neutral(String session, String model) {
    return StreamCall.neutral(session, ChatRequest.to(model).build(), Map.of());
  }

  InboundStream open(StreamCall call) {
    return on(opener, () -> client.open("acme", call));
  }

  /** All of a stream, by one who gives each credit back at once. */
  Recorder all(StreamCall call) {
    Recorder recorder = listen(open(call));
    await(recorder.last());
    return recorder;
  }

  Recorder listen(InboundStream stream) {
    Recorder recorder = new Recorder(data -> stream.consumed());
    return on(
        opener,
        () -> {
          stream.listen(recorder);
          return recorder;
        });
  }

  /** Why a call was refused. */
  ErrorFacts refusal(StreamCall call) {
    return ((ProviderException) failure(open(call).opened())).facts();
  }

  /** How a call broke after it had been opened. */
  FrameBody.Failed broken(StreamCall call) {
    Recorder recorder = all(call);
    return (FrameBody.Failed) recorder.told.getLast();
  }

  static Buffer bytes(Recorder recorder) {
    Buffer all = Buffer.buffer();
    for (FrameBody frame : recorder.told) {
      if (frame instanceof FrameBody.Data data && data.raw() != null) {
        all.appendBuffer(data.raw());
      }
    }
    return all;
  }

  static List<StreamEvent> events(Recorder recorder) {
    return recorder.told.stream()
        .filter(FrameBody.Data.class::isInstance)
        .flatMap(frame -> ((FrameBody.Data) frame).events().stream())
        .toList();
  }

  static void sse(HttpServerRequest request) {
    request.response().setChunked(true).putHeader("content-type", "text/event-stream");
  }
}
