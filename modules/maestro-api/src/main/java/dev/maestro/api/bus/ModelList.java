package dev.maestro.api.bus;

import dev.maestro.api.ModelInfo;
import java.util.List;

/** A session's models. */
public record ModelList(List<ModelInfo> models) {
  public ModelList {
    models = List.copyOf(models);
  }
}
