package dev.maestro.api.provider;

import dev.maestro.api.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A provider's settings, checked against what it declares. Lists are written with commas. */
public final class ProviderSettings {
  private final Map<String, String> values;

  private ProviderSettings(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Checks and completes what the operator wrote.
   *
   * @param id the provider's, for the message
   * @param given name to value, names without {@code providers.<id>.}
   * @throws ProviderException naming a setting that is not declared, and those that are
   */
  public static ProviderSettings of(String id, List<Setting> declared, Map<String, String> given) {
    Map<String, String> values = new TreeMap<>();
    declared.stream()
        .filter(s -> s.fallback() != null)
        .forEach(s -> values.put(s.name(), s.fallback()));
    List<String> names = declared.stream().map(Setting::name).toList();
    given.forEach((name, value) -> {
      if (!names.contains(name)) {
        throw ProviderException.invalid(
            "providers." + id + "." + name,
            "no such setting",
            "Known: " + String.join(", ", names) + ".");
      }
      values.put(name, value);
    });
    return new ProviderSettings(values);
  }

  /** The value, or empty text where there is none. */
  public String text(String name) {
    return values.getOrDefault(name, "");
  }

  /** The value split at commas, blanks trimmed. */
  public List<String> list(String name) {
    return List.of(text(name).split(",")).stream()
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }

  /** The value as a base URL without a slash at its end. */
  public String baseUrl(String name) {
    String url = text(name).strip();
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
