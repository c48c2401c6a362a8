package dev.maestro.dialect;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** Writes models in a client's format. */
public interface ModelListWriter {
  /**
   * The list.
   *
   * @param query of the request: pages, where the format has them
   */
  Buffer list(List<ListedModel> models, Map<String, String> query);

  /** One model. */
  Buffer one(ListedModel model);
}
