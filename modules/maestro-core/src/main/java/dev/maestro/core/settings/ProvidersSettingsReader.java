package dev.maestro.core.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sorts what is set below {@code providers} by provider. */
final class ProvidersSettingsReader {
  private ProvidersSettingsReader() {}

  static ProvidersSettings read(SettingsSources sources, SettingsText text, List<Path> folders) {
    Map<String, Map<String, List<String>>> written = new LinkedHashMap<>();
    text.values()
        .forEach((path, value) -> {
          int end = path.indexOf('.', SettingKey.PROVIDERS.length());
          if (path.startsWith(SettingKey.PROVIDERS) && end > 0) {
            written
                .computeIfAbsent(
                    path.substring(SettingKey.PROVIDERS.length(), end), id -> new LinkedHashMap<>())
                .put(path.substring(end + 1), value);
          }
        });
    String prefix = SettingKey.variable(SettingKey.PROVIDERS);
    Map<String, String> environment =
        sources.environment().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(prefix))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new ProvidersSettings(folders, written, environment);
  }
}
