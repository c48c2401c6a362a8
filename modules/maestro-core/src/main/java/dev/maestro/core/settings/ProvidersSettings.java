package dev.maestro.core.settings;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is set for providers, unread: each provider checks its own against what it declares.
 *
 * @param folders where provider jars are looked for
 * @param written by provider id, then by key: {@code base-url}, {@code oauth.client-id}
 * @param environment the variables that begin with MAESTRO_PROVIDERS_
 */
public record ProvidersSettings(
    List<Path> folders,
    Map<String, Map<String, List<String>>> written,
    Map<String, String> environment) {
  private static final String USE = "use";
  private static final String PREFIX = SettingKey.variable(SettingKey.PROVIDERS);

  public ProvidersSettings {
    folders = List.copyOf(folders);
    written = Map.copyOf(written);
    environment = Map.copyOf(environment);
  }

  /** Deployments that borrow another provider's jar: their ids, and the id of the jar. */
  public Map<String, String> borrowed() {
    Set<String> ids = new TreeSet<>(written.keySet());
    environment.keySet().stream()
        .filter(name -> name.endsWith("_USE"))
        .map(name -> name.substring(PREFIX.length(), Math.max(PREFIX.length(), name.length() - 4)))
        .filter(id -> !id.isEmpty())
        .map(id -> id.toLowerCase(Locale.ROOT).replace('_', '-'))
        .forEach(ids::add);
    Map<String, String> borrowed = new LinkedHashMap<>();
    ids.forEach(id -> value(id, USE).ifPresent(jar -> borrowed.put(id, jar)));
    return borrowed;
  }

  /**
   * All that is set for one provider, the environment first, lists joined with commas. Keys that it
   * does not declare are included, for it to refuse.
   *
   * @param declared the keys it knows, for only they tell {@code oauth.client-id} from {@code
   *     oauth-client.id} in a variable's name
   */
  public Map<String, String> of(String id, Collection<String> declared) {
    Map<String, String> values = new LinkedHashMap<>();
    written.getOrDefault(id, Map.of()).forEach((key, value) -> values.put(key, joined(value)));
    declared.forEach(key -> value(id, key).ifPresent(value -> values.put(key, value)));
    values.remove(USE);
    return values;
  }

  private Optional<String> value(String id, String key) {
    String variable = SettingKey.variable(SettingKey.PROVIDERS + id + "." + key);
    return Optional.ofNullable(environment.get(variable))
        .or(() ->
            Optional.ofNullable(written.getOrDefault(id, Map.of()).get(key))
                .map(ProvidersSettings::joined));
  }

  private static String joined(List<String> values) {
    return String.join(",", values);
  }

  /** Client secrets are among the values. */
  @Override
  public String toString() {
    return "ProvidersSettings[folders="
        + folders
        + ", ids="
        + new TreeSet<>(written.keySet())
        + "]";
  }
}
