package dev.maestro.provider.anthropic;

import dev.maestro.api.provider.ProviderVerticle;
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.SimulatorOptions;
import dev.maestro.simulator.Vendor;
import dev.maestro.testkit.ProviderContract;
import dev.maestro.testkit.VendorStandIn;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Of logins that may make no API key: requests go with the access token. */
class AnthropicAccessTokenContractTest extends ProviderContract {
  @Override
  protected ProviderVerticle provider() {
    return new AnthropicVerticle();
  }

  @Override
  protected Future<VendorStandIn> vendor(Vertx vertx) {
    return Simulator.start(vertx, SimulatorOptions.defaults())
        .map(simulator -> {
          simulator.logins(Vendor.ANTHROPIC).organization(false);
          return new AnthropicStandIn(simulator);
        });
  }
}
