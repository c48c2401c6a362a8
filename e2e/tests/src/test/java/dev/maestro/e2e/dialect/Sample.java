package dev.maestro.e2e.dialect;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One field of a client's request with a value.
 *
 * @param field its path
 * @param patch fields that replace those of a minimal request, as JSON
 * @param evidence regular expression that a vendor's request matches where the value has come
 *     through, and no minimal one does
 * @param names what a warning or an error may call it, beside the path and its last segment
 */
record Sample(String field, String patch, String evidence, List<String> names) {
  /** Among the names: the value switches reasoning off. */
  static final String IDLE = "off";

  static Sample of(String field, String patch, String evidence, String... names) {
    return new Sample(field, patch, evidence, List.of(names));
  }

  /** The value asks for nothing where the model does not reason, as these. */
  boolean isIdle(String model) {
    return names.contains(IDLE) && model.startsWith("gpt-4");
  }

  /** All that it may be called. */
  Set<String> known() {
    var all = new TreeSet<>(names);
    all.add(field);
    all.add(field.substring(field.lastIndexOf('.') + 1));
    return all;
  }

  @Override
  public String toString() {
    return field + " of " + patch;
  }
}
