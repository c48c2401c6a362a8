package dev.maestro.gateway.callback;

import dev.maestro.core.BrowserReturn;
import dev.maestro.core.LoginOutcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** A door on an event loop of its own, and browsers of few words. */
final class Door implements AutoCloseable {
  static final CallbackAddress LOCALHOST =
      new CallbackAddress("localhost", List.of("127.0.0.1", "::1"), List.of(0));

  final Vertx vertx = Vertx.vertx();
  volatile Function<BrowserReturn, Future<LoginOutcome>> finish =
      back -> Future.succeededFuture(new LoginOutcome("fake/work", true, ""));

  private BrowserDoor door;

  int open(CallbackAddress address, Duration grace) {
    return open(address, grace, null);
  }

  int open(CallbackAddress address, Duration grace, Instant until) {
    Promise<BrowserDoor> made = Promise.promise();
    vertx.runOnContext(now ->
        made.complete(
            new BrowserDoor(
                vertx, address, back -> finish.apply(back), grace, InstantSource.system())));
    door = made.future().await();
    return port(door.open(until).await());
  }

  int openAgain() {
    return port(door.open(null).await());
  }

  private static int port(String address) {
    return URI.create(address).getPort();
  }

  BrowserDoor get() {
    return door;
  }

  /** Returns when what was asked of the door before has been done. */
  void settle() {
    Promise<Void> later = Promise.promise();
    vertx.setTimer(20, now -> later.complete());
    later.future().await();
  }

  static Socket connect(String host, int port) throws IOException {
    return new Socket(InetAddress.ofLiteral(host), port);
  }

  static String get(String host, int port, String authority, String path) throws IOException {
    try (Socket socket = connect(host, port)) {
      send(socket, "GET", authority, path);
      return answer(socket);
    }
  }

  static void send(Socket socket, String method, String authority, String path) throws IOException {
    String request =
        "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
            .formatted(method, path, authority);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
  }

  static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
