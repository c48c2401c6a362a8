package dev.maestro.testkit.grammar;

import java.util.ArrayList;
import java.util.List;

/** Broken rules, each told once. */
final class Findings {
  private final List<String> found = new ArrayList<>();

  void add(String violation) {
    if (!found.contains(violation)) {
      found.add(violation);
    }
  }

  void unless(boolean good, String violation) {
    if (!good) {
      add(violation);
    }
  }

  Verdict verdict(Verdict.Ending ending) {
    unless(ending != Verdict.Ending.NONE, "the stream has no ending");
    return new Verdict(ending, found);
  }
}
