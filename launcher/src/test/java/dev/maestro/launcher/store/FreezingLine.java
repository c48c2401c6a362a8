package dev.maestro.launcher.store;

import dev.maestro.api.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A way to the database on which what is connected can fall silent, without being closed. */
record FreezingLine(NetServer server, URI there, Set<NetSocket> open) {
  static FreezingLine to(Vertx vertx, Secret url) throws Exception {
    URI there = URI.create(url.reveal());
    Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    NetServer server =
        vertx
            .createNetServer()
            .connectHandler(near -> {
              near.pause();
              vertx
                  .createNetClient()
                  .connect(there.getPort(), there.getHost())
                  .onSuccess(far -> {
                    join(near, far, open);
                    join(far, near, open);
                    near.resume();
                  })
                  .onFailure(failure -> near.close());
            })
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
    return new FreezingLine(server, there, open);
  }

  private static void join(NetSocket from, NetSocket to, Set<NetSocket> open) {
    open.add(from);
    from.handler(to::write);
    from.closeHandler(closed -> {
      open.remove(from);
      to.close();
    });
  }

  Secret url() {
    return Secret.of(
        there.toString().replace(":" + there.getPort() + "/", ":" + server.actualPort() + "/"));
  }

  /** For those that are connected now; new ones get through. */
  void freeze() {
    open.forEach(NetSocket::pause);
  }
}
