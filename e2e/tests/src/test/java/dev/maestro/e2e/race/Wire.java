package dev.maestro.e2e.race;

import dev.maestro.e2e.running.Vendors;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way from a gateway to its database, which can be cut. */
final class Wire {
  private final NetServer server;
  private final NetClient client;
  private final URI there;
  private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  private Wire(Vertx vertx, URI there) {
    this.there = there;
    this.client = vertx.createNetClient();
    this.server = vertx.createNetServer().connectHandler(this::connected);
  }

  static Wire to(Vertx vertx, String url) {
    var wire = new Wire(vertx, URI.create(url));
    Vendors.await(wire.server.listen(0, "127.0.0.1"));
    return wire;
  }

  /** The database's address, by this way. */
  String url() {
    return there.toString().replace(":" + there.getPort() + "/", ":" + server.actualPort() + "/");
  }

  /** Breaks what is connected, and lets nobody through. */
  void cut() {
    cut = true;
    open.forEach(NetSocket::close);
  }

  void mend() {
    cut = false;
  }

  private void connected(NetSocket near) {
    near.pause();
    if (cut) {
      near.close();
      return;
    }
    client
        .connect(there.getPort(), there.getHost())
        .onSuccess(far -> {
          join(near, far);
          join(far, near);
          near.resume();
          if (cut) {
            near.close();
          }
        })
        .onFailure(failure -> near.close());
  }

  private void join(NetSocket from, NetSocket to) {
    open.add(from);
    from.handler(to::write);
    from.closeHandler(closed -> {
      open.remove(from);
      to.close();
    });
  }
}
