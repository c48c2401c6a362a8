package dev.maestro.launcher.credential;

import dev.maestro.launcher.client.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What would be made of what lies on this machine. */
public record ImportPlan(List<Item> items) {
  /** Where credentials may come from, in the order they are shown. */
  public static final List<String> SOURCES =
      List.of(
          ClaudeCode.SOURCE,
          Codex.SOURCE,
          GeminiCommand.SOURCE,
          EnvironmentKeys.SOURCE,
          GoogleDefault.SOURCE);

  /**
   * A credential, and what would become of it.
   *
   * @param session {@code PROVIDER/NAME}, or null where nothing would
   */
  record Item(Found found, String session) {
    String name() {
      return session.substring(session.indexOf('/') + 1);
    }
  }

  public ImportPlan {
    items = List.copyOf(items);
  }

  /**
   * Looks in those sources.
   *
   * @param taken the sessions there are, {@code PROVIDER/NAME}
   * @param logins those of them that are logged in by OAuth
   */
  public static ImportPlan of(
      Places places, List<String> sources, Set<String> taken, Set<String> logins) {
    Map<String, Function<Places, List<Found>>> readers = new LinkedHashMap<>();
    readers.put(ClaudeCode.SOURCE, ClaudeCode::find);
    readers.put(Codex.SOURCE, Codex::find);
    readers.put(GeminiCommand.SOURCE, GeminiCommand::find);
    readers.put(EnvironmentKeys.SOURCE, EnvironmentKeys::find);
    readers.put(GoogleDefault.SOURCE, GoogleDefault::find);
    Set<String> names = new HashSet<>(taken);
    List<Item> items = new ArrayList<>();
    readers.forEach((source, reader) -> {
      if (sources.contains(source)) {
        reader.apply(places).forEach(found -> items.add(item(found, items, names, logins)));
      }
    });
    return new ImportPlan(items);
  }

  private static Item item(Found found, List<Item> before, Set<String> names, Set<String> logins) {
    if (found.offer() == null) {
      return new Item(found, null);
    }
    for (Item earlier : before) {
      if (earlier.session() != null && found.offer().isSameSecretAs(earlier.found().offer())) {
        String what = found.offer().apiKey() == null ? "login" : "key";
        String same = "The same %s as %s.".formatted(what, earlier.found().where());
        return new Item(found.without(same), null);
      }
    }
    String wanted = found.offer().provider() + "/" + found.offer().name();
    if (found.offer().loggedOut() != null && logins.contains(wanted)) {
      // Two sessions that share a token that changes would log each other out.
      return new Item(
          found.without(
              "Left: imported already as %s. Delete that session to import it anew."
                  .formatted(wanted)),
          null);
    }
    String free =
        IntStream.iterate(1, number -> number + 1)
            .mapToObj(number -> number == 1 ? wanted : wanted + "_" + number)
            .filter(names::add)
            .findFirst()
            .orElseThrow();
    return new Item(found, free);
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  Table table() {
    Table table =
        new Table(
            "Nothing to import was found. Log in instead: maestro login anthropic --name work",
            "FROM",
            "HOLDS",
            "BECOMES");
    items.forEach(item ->
        table.add(
            item.found().where(),
            item.found().holds(),
            item.session() == null ? "-" : item.session()));
    return table;
  }
}
