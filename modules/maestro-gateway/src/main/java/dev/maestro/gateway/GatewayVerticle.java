package dev.maestro.gateway;

import dev.maestro.core.Maestro;
import dev.maestro.dialect.ClientDialect;
import dev.maestro.dialect.client.ClientDialects;
import dev.maestro.gateway.callback.BrowserDoor;
import dev.maestro.gateway.callback.CallbackAddress;
import dev.maestro.gateway.contract.Contract;
import dev.maestro.gateway.http.Authenticator;
import dev.maestro.gateway.http.Binding;
import dev.maestro.gateway.http.Drain;
import dev.maestro.gateway.http.Pipeline;
import dev.maestro.gateway.operation.Operations;
import dev.maestro.gateway.stream.Streaming;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of a node. Deployed on an event loop; undeploying it refuses new requests, waits
 * for running ones up to the deadline, and then hangs up.
 */
public final class GatewayVerticle extends VerticleBase {
  private static final Logger LOGGER = LoggerFactory.getLogger(GatewayVerticle.class);

  private final GatewayOptions options;
  private final Operations operations;
  private final List<ClientDialect> dialects;
  private final Drain drain = new Drain();
  private final Promise<Integer> port = Promise.promise();
  private HttpServer server;
  private BrowserDoor door;

  /**
   * With what core offers. Deploying fails with {@link
   * dev.maestro.core.settings.StartRefusedException} where it would listen off loopback in clear
   * text.
   */
  public GatewayVerticle(GatewayOptions options, Maestro maestro) {
    this(options, new CoreOperations(maestro), ClientDialects.all());
  }

  GatewayVerticle(GatewayOptions options, Operations operations, List<ClientDialect> dialects) {
    this.options = options;
    this.operations = operations;
    this.dialects = List.copyOf(dialects);
  }

  @Override
  public Future<?> start() {
    Contract contract = Contract.load();
    Streaming streaming =
        new Streaming(vertx, operations, options.ping(), options.http().maxBody());
    Router router = Router.router(vertx);
    new Pipeline(options.http(), new Authenticator(operations::authenticate), drain)
        .install(router, new Routes(operations, contract, streaming, drain).table(dialects));
    server = vertx.createHttpServer(Binding.options(options.http()));
    CallbackAddress callback =
        CallbackAddress.of(options.callback(), options.http().allowedHosts());
    door = new BrowserDoor(vertx, callback, operations::finishLogin);
    return server
        .requestHandler(router)
        .listen()
        .map(HttpServer::actualPort)
        .onComplete(port)
        .onSuccess(listening -> operations.receiveBrowsers(door).onFailure(this::noBrowsers));
  }

  // Whoever waits for one can still paste the address that the browser came to.
  private void noBrowsers(Throwable failure) {
    LOGGER
        .atWarn()
        .setMessage("no browser can come back from a login")
        .addKeyValue("cause", failure.getMessage())
        .log();
  }

  /** The port it listens on, once deployed. */
  public Future<Integer> port() {
    return port.future();
  }

  @Override
  public Future<?> stop() {
    return drain.begin(vertx, options.drain()).eventually(server::close).eventually(door::shut);
  }
}
