package dev.maestro.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The paths and kinds of values that a vendor's recorded events have, by type of event. */
final class RecordedShapes {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Map<String, Set<String>> everSeen = new HashMap<>();
  private final Map<String, Set<String>> alwaysSeen = new HashMap<>();

  private RecordedShapes() {}

  /** Reads the recorded streams of a folder, other vendors' variants left out. */
  static RecordedShapes of(Path folder) {
    RecordedShapes shapes = new RecordedShapes();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> streams =
          files
              .filter(file -> file.toString().endsWith(".sse"))
              .filter(file -> !file.toString().matches(".*(azure|compatible|constructed).*"))
              .toList();
      for (Path file : streams) {
        for (String line : Files.readAllLines(file)) {
          if (line.startsWith("data: ") && !line.equals("data: [DONE]")) {
            shapes.see(MAPPER.readTree(line.substring(6)));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return shapes;
  }

  private void see(JsonNode event) {
    Set<String> paths = paths(event);
    everSeen.computeIfAbsent(type(event), type -> new TreeSet<>()).addAll(paths);
    alwaysSeen.computeIfAbsent(type(event), type -> new TreeSet<>(paths)).retainAll(paths);
  }

  boolean knows(JsonNode event) {
    return everSeen.containsKey(type(event));
  }

  /** What this event has and no recorded one of its type. */
  Set<String> foreign(JsonNode event) {
    Set<String> paths = paths(event);
    paths.removeAll(everSeen.get(type(event)));
    return paths;
  }

  /** What every recorded event of its type has and this one lacks. */
  Set<String> missing(JsonNode event) {
    Set<String> paths = new TreeSet<>(alwaysSeen.get(type(event)));
    paths.removeAll(paths(event));
    return paths;
  }

  static String type(JsonNode event) {
    StringBuilder type = new StringBuilder(event.path("type").asText());
    for (String inner : new String[] {"delta", "content_block", "item", "part"}) {
      type.append(event.path(inner).path("type").asText());
    }
    return type.toString();
  }

  private static Set<String> paths(JsonNode event) {
    Set<String> paths = new TreeSet<>();
    add(paths, "", event);
    return paths;
  }

  private static void add(Set<String> paths, String path, JsonNode value) {
    paths.add(path + ":" + value.getNodeType());
    value.properties().forEach(field -> add(paths, path + "." + field.getKey(), field.getValue()));
    if (value.isArray()) {
      value.forEach(item -> add(paths, path + "[]", item));
    }
  }
}
