package dev.maestro.provider.openai;

import dev.maestro.api.provider.ProviderVerticle;
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.SimulatorOptions;
import dev.maestro.simulator.Vendor;
import dev.maestro.testkit.ProviderContract;
import dev.maestro.testkit.VendorStandIn;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Of logins that no API key can be minted of: requests go to ChatGPT's own API. */
class OpenAiAccessTokenContractTest extends ProviderContract {
  @Override
  protected ProviderVerticle provider() {
    return new OpenAiVerticle();
  }

  @Override
  protected Future<VendorStandIn> vendor(Vertx vertx) {
    return Simulator.start(vertx, SimulatorOptions.defaults())
        .map(simulator -> {
          simulator.logins(Vendor.OPENAI).organization(false);
          return new OpenAiStandIn(simulator);
        });
  }
}
