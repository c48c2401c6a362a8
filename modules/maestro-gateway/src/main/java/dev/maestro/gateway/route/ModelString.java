package dev.maestro.gateway.route;

import dev.maestro.api.ModelInfo;
import dev.maestro.core.ModelCatalogue;
import dev.maestro.core.SessionView;
import dev.maestro.dialect.ListedModel;
import java.util.List;

/** A session's models under the names clients ask for them by. */
final class ModelString {
  private ModelString() {}

  /**
   * @param isShared whether sessions of other providers have the same name
   */
  static List<ListedModel> all(SessionView session, ModelCatalogue catalogue, boolean isShared) {
    String prefix = (isShared ? session.provider() + "/" : "") + session.name() + "/";
    return catalogue.models().stream()
        .map(model -> listed(prefix + model.id(), model, catalogue))
        .toList();
  }

  static ListedModel listed(String id, ModelInfo model, ModelCatalogue catalogue) {
    return new ListedModel(id, model, catalogue.fetchedAt());
  }
}
