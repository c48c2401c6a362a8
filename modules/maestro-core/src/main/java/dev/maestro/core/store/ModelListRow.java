package dev.maestro.core.store;

import dev.maestro.api.ModelInfo;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The models a session's vendor listed. */
public record ModelListRow(UUID sessionId, List<ModelInfo> models, Instant fetchedAt) {
  public ModelListRow {
    models = List.copyOf(models);
  }
}
