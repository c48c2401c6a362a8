package dev.maestro.api.provider;

import dev.maestro.api.ModelInfo;
import io.vertx.core.Future;
import java.util.List;

/** A provider's part that lists models. */
public interface ModelsPart {
  /**
   * Completes with every model that this session may use, all pages, in the vendor's order; fails
   * with a {@link dev.maestro.api.ProviderException} in the vendor's words.
   */
  Future<List<ModelInfo>> models(OpenSession session);
}
