package dev.maestro.dialect;

import dev.maestro.api.ModelInfo;
import java.time.Instant;

/**
 * A model as clients may ask for it.
 *
 * @param id the model string: {@code SESSION/MODEL} or {@code PROVIDER/SESSION/MODEL}
 * @param fetchedAt when the vendor listed it
 */
public record ListedModel(String id, ModelInfo info, Instant fetchedAt) {}
