package dev.maestro.launcher.cluster;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Stands before a port on loopback, hands everything on both ways, and keeps all of it. */
final class Wiretap implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final Vertx vertx = Vertx.vertx();
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final int target;
  private final NetServer server;

  Wiretap(int target) {
    this.target = target;
    this.server = vertx.createNetServer().connectHandler(this::connect).listen(0, LOOPBACK).await();
  }

  int port() {
    return server.actualPort();
  }

  /** Every byte so far, as a character each. */
  String heard() {
    synchronized (heard) {
      return heard.toString(StandardCharsets.ISO_8859_1);
    }
  }

  private void connect(NetSocket near) {
    near.pause();
    vertx
        .createNetClient()
        .connect(target, LOOPBACK)
        .onComplete(
            far -> {
              handOn(near, far);
              handOn(far, near);
              near.resume();
            },
            nobody -> near.close());
  }

  private void handOn(NetSocket from, NetSocket to) {
    from.handler(bytes -> {
      keep(bytes);
      to.write(bytes);
    });
    from.closeHandler(closed -> to.close());
  }

  private void keep(Buffer bytes) {
    synchronized (heard) {
      heard.writeBytes(bytes.getBytes());
    }
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
