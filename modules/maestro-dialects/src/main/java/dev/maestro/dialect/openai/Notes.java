package dev.maestro.dialect.openai;

import dev.maestro.api.chat.Warning;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects warnings while a request is written, each once. Not thread-safe. */
public final class Notes {
  private final Set<Warning> warnings = new LinkedHashSet<>();

  /** Empty. */
  public Notes() {}

  /** Notes a field that the format has no place for. */
  public void unsupported(String field, String detail) {
    add(Warning.unsupported(field, detail));
  }

  /** Notes a change. */
  public void add(Warning warning) {
    warnings.add(warning);
  }

  /** What was noted. */
  public List<Warning> warnings() {
    return List.copyOf(warnings);
  }
}
