package dev.maestro.testkit.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stream as a text of one event a line, and the ways to break it. */
record Lines(List<String> lines) {
  private static final Pattern TYPE = Pattern.compile("\"type\":\"([a-z_.]+)\"");

  static Lines of(String text) {
    return new Lines(text.lines().toList());
  }

  /**
   * The same with one line changed.
   *
   * @param line from 1
   * @param from what is replaced; {@code *} for all of the line
   * @param to what stands there instead; {@code =} is the line as it was, {@code ++} parts lines;
   *     null takes the line away
   */
  Lines broken(int line, String from, String to) {
    String old = lines.get(line - 1);
    List<String> all = new ArrayList<>(lines);
    all.remove(line - 1);
    if (!from.equals("*")) {
      assertThat(old).contains(from);
      all.add(line - 1, old.replace(from, to == null ? "" : to));
    } else if (to != null) {
      List<String> more =
          List.of(to.split(" \\+\\+ ", -1)).stream()
              .map(text -> text.equals("=") ? old : text)
              .toList();
      all.addAll(line - 1, more);
    }
    return new Lines(all);
  }

  /** As events without names. */
  Buffer unnamed() {
    Buffer out = Buffer.buffer();
    lines.forEach(line -> out.appendString("data: " + line + "\n\n"));
    return out;
  }

  /** As events named after their type; a line that begins with {@code !name} has that name. */
  Buffer named() {
    Buffer out = Buffer.buffer();
    for (String line : lines) {
      String name = "none";
      String data = line;
      Matcher type = TYPE.matcher(line);
      if (line.startsWith("!")) {
        name = line.substring(1, line.indexOf(' '));
        data = line.substring(line.indexOf(' ') + 1);
      } else if (type.find()) {
        name = type.group(1);
      }
      out.appendString("event: " + name + "\ndata: " + data + "\n\n");
    }
    return out;
  }
}
