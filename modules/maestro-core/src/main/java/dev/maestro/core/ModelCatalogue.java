package dev.maestro.core;

import dev.maestro.api.ModelInfo;
import java.time.Instant;
import java.util.List;

/**
 * A session's models.
 *
 * @param stale whether the vendor was asked for a newer list and did not give one
 */
public record ModelCatalogue(List<ModelInfo> models, Instant fetchedAt, boolean stale) {
  public ModelCatalogue {
    models = List.copyOf(models);
  }
}
