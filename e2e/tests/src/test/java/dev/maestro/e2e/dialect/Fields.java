package dev.maestro.e2e.dialect;

import java.util.List;

/** All documented fields of one client dialect's request, each with a sample. */
interface Fields {
  /** The dialect's name in test reports. */
  String dialect();

  /** The path of a request for a model. */
  String path(String model);

  /** The smallest request, as JSON. */
  String minimal(String model);

  List<Sample> samples();
}
