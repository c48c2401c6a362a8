package dev.maestro.gateway.route;

import dev.maestro.api.chat.Warning;
import java.util.List;
import java.util.stream.Collectors;

/** What a target could not express, in a header. */
final class Warnings {
  private static final int LONGEST = 4_000;

  private Warnings() {}

  /** {@code code field; code field}: field names of a client, so only what a header may hold. */
  static String header(List<Warning> warnings) {
    String all =
        warnings.stream()
            .map(warning ->
                warning.field() == null ? warning.code() : warning.code() + " " + warning.field())
            .distinct()
            .collect(Collectors.joining("; "))
            .replaceAll("[^\\x20-\\x7e]", "?");
    return all.length() <= LONGEST ? all : all.substring(0, LONGEST) + "...";
  }
}
