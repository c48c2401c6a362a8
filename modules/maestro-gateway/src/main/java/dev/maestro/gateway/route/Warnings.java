package dev.maestro.gateway.route;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.Warning;
import java.util.List;
import java.util.stream.Collectors;

/** What a target cannot express, in a header or as a refusal. */
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

  static ProviderException refused(List<Warning> warnings) {
    List<FieldProblem> problems =
        warnings.stream()
            .map(warning ->
                new FieldProblem(
                    warning.field() == null ? "body" : warning.field(),
                    warning.detail(),
                    "leave it out, or leave out maestro-strict"))
            .toList();
    String message =
        warnings.stream().map(Warning::detail).distinct().collect(Collectors.joining(" "));
    return new ProviderException(
        ErrorFacts.of(
                ErrorKind.INVALID_REQUEST,
                "This session's provider cannot express all of it: " + message)
            .withCode("not_expressible")
            .withProblems(problems));
  }
}
