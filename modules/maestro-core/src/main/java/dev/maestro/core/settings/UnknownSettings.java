package dev.maestro.core.settings;

import dev.maestro.api.FieldProblem;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds settings that nothing reads, most often a slip of the pen. */
final class UnknownSettings {
  private static final String LIST = "see docs/configuration.md for all settings";
  private static final int SLIPS = 2;

  private UnknownSettings() {}

  static List<FieldProblem> in(Collection<String> paths, Collection<String> variables) {
    return Stream.concat(
            paths.stream()
                .filter(UnknownSettings::isUnknownPath)
                .sorted()
                .map(UnknownSettings::path),
            variables.stream()
                .filter(UnknownSettings::isMisspelledVariable)
                .sorted()
                .map(UnknownSettings::variable))
        .toList();
  }

  private static boolean isUnknownPath(String path) {
    boolean providers =
        path.startsWith(SettingKey.PROVIDERS)
            && path.indexOf('.', SettingKey.PROVIDERS.length()) > 0;
    return !providers && !SettingKey.paths().contains(path);
  }

  // Other variables may begin with MAESTRO_ too, so only those are refused that look like a
  // setting's.
  private static boolean isMisspelledVariable(String name) {
    if (!name.startsWith(SettingKey.VARIABLES)
        || name.startsWith(SettingKey.variable(SettingKey.PROVIDERS))
        || knownVariables().contains(name)) {
      return false;
    }
    boolean inSection =
        SettingKey.paths().stream()
            .filter(path -> path.contains("."))
            .map(path -> SettingKey.variable(path.substring(0, path.indexOf('.') + 1)))
            .anyMatch(name::startsWith);
    return inSection || suffixNearest(name).isPresent();
  }

  private static FieldProblem path(String path) {
    return new FieldProblem(
        path,
        "is no setting",
        Nearest.to(path, SettingKey.paths())
            .map(near -> "did you mean " + near + "?")
            .orElse(LIST));
  }

  private static FieldProblem variable(String name) {
    return new FieldProblem(
        name,
        "is no setting's variable",
        suffixNearest(name)
            .map(near -> "did you mean " + SettingKey.VARIABLES + near + "?")
            .orElse(LIST));
  }

  private static Optional<String> suffixNearest(String name) {
    int start = SettingKey.VARIABLES.length();
    return Nearest.within(
        SLIPS,
        name.substring(start),
        knownVariables().stream().map(known -> known.substring(start)).toList());
  }

  private static List<String> knownVariables() {
    return SettingKey.paths().stream().map(SettingKey::variable).toList();
  }
}
