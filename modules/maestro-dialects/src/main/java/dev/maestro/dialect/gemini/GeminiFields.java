package dev.maestro.dialect.gemini;

import dev.maestro.dialect.Field;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Fields as Google's JSON parser takes them: in camel case or as the protocol buffers have them
 * ({@code inline_data}), and one object where a list is meant. The vendor's own guide sends both.
 */
final class GeminiFields {
  private static final Pattern HUMP = Pattern.compile("([A-Z])");
  private static final Pattern SEAM = Pattern.compile("_([a-z0-9])");

  private GeminiFields() {}

  /**
   * A field of an object under either of its names.
   *
   * @param name in camel case
   */
  static Field at(Field object, String name) {
    Field camel = object.at(name);
    if (camel.present()) {
      return camel;
    }
    Field snake =
        object.at(
            HUMP.matcher(name).replaceAll(hump -> "_" + hump.group().toLowerCase(Locale.ROOT)));
    return snake.present() ? snake : camel;
  }

  /** The elements of a list, or the one object that stands for it. */
  static List<Field> elements(Field list) {
    return list.value().isObject() ? List.of(list) : list.elements();
  }

  /** A name in camel case. */
  static String camel(String name) {
    return name.indexOf('_') < 0
        ? name
        : SEAM.matcher(name).replaceAll(seam -> seam.group(1).toUpperCase(Locale.ROOT));
  }

  /** Calls with each field of an object that is not among those known: its path, and its JSON. */
  static void others(Field object, Set<String> known, BiConsumer<String, String> other) {
    object
        .value()
        .fields((name, value) -> {
          if (value.present() && !known.contains(name) && !known.contains(camel(name))) {
            other.accept(object.at(name).path(), value.json());
          }
        });
  }
}
