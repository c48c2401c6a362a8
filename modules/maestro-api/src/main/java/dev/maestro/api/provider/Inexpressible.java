package dev.maestro.api.provider;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.Warning;
import java.util.List;
import java.util.stream.Collectors;

/** Refuses a strict request that the vendor's wire cannot carry whole, before it costs anything. */
final class Inexpressible {
  private Inexpressible() {}

  static ProviderException refusal(List<Warning> warnings) {
    List<FieldProblem> problems =
        warnings.stream()
            .map(warning ->
                new FieldProblem(
                    warning.field() == null ? "body" : warning.field(),
                    warning.detail(),
                    "leave it out, or leave out maestro-strict"))
            .toList();
    String details =
        warnings.stream()
            .map(warning ->
                warning.field() == null
                    ? warning.detail()
                    : warning.field() + ": " + warning.detail())
            .distinct()
            .collect(Collectors.joining(" "));
    return new ProviderException(
        ErrorFacts.of(
                ErrorKind.INVALID_REQUEST,
                "This session's provider cannot express all of it: " + details)
            .withCode("not_expressible")
            .withProblems(problems));
  }
}
