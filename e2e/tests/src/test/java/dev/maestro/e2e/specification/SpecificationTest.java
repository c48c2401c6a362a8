package dev.maestro.e2e.specification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/specification.md answers every point, and names only what exists. */
class SpecificationTest {
  /** How many points each of the specification's fourteen acceptance criteria has. */
  private static final List<Integer> POINTS = List.of(4, 4, 4, 4, 4, 4, 5, 5, 5, 4, 4, 4, 4, 4);

  private static final int FUNCTIONS = 46;
  private static final int METRICS = 13;

  private final Path root = root();
  private final Specification specification;
  private final List<Path> sources;

  SpecificationTest() throws IOException {
    specification = Specification.read(root.resolve("docs/specification.md"));
    try (Stream<Path> files = Files.walk(root)) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !root.relativize(file).toString().contains("target/"))
              .toList();
    }
  }

  @Test
  void everyPointHasItsRow() {
    var criteria =
        IntStream.rangeClosed(1, POINTS.size())
            .boxed()
            .flatMap(criterion ->
                IntStream.rangeClosed(1, POINTS.get(criterion - 1))
                    .mapToObj(point -> "AC " + criterion + "." + point));
    var functions = IntStream.rangeClosed(1, FUNCTIONS).mapToObj(number -> "F" + number);
    var metrics = IntStream.rangeClosed(1, METRICS).mapToObj(number -> "M" + number);
    assertThat(specification.rows().stream().map(Specification.Row::id))
        .containsExactlyElementsOf(
            Stream.of(functions, criteria, metrics).flatMap(ids -> ids).toList());
  }

  @Test
  void everyRowNamesWhatFulfilsItOrSaysWhyNothingDoes() {
    assertThat(specification.rows()).allMatch(Specification.Row::isAnswered);
  }

  @Test
  void everyNamedClassMethodAndFileExists() {
    assertThat(
            specification.rows().stream()
                .flatMap(row -> row.names().stream().filter(name -> !exists(name))))
        .as("named in docs/specification.md, but not in the sources")
        .isEmpty();
  }

  @Test
  void aNameThatIsInNoSourceIsFound() {
    assertThat(exists("SpecificationTest#aNameThatIsInNoSourceIsFound")).isTrue();
    assertThat(exists("dev.maestro.e2e.specification.SpecificationTest")).isTrue();
    assertThat(exists("dev.maestro.e2e.SpecificationTest")).isFalse();
    assertThat(exists("SpecificationTest#noSuch" + "Method")).isFalse();
    assertThat(exists("NoSuchClass")).isFalse();
    assertThat(exists("docs/no-such-file.md")).isFalse();
  }

  private boolean exists(String name) {
    if (Specification.isFile(name)) {
      return Files.exists(root.resolve(name));
    }
    var parts = name.split("#", 2);
    var file = "/" + parts[0].replace('.', '/') + ".java";
    return sources.stream()
        .filter(source -> source.toString().endsWith(file))
        .anyMatch(source -> parts.length == 1 || declares(source, parts[1]));
  }

  private static boolean declares(Path source, String method) {
    try {
      return Pattern.compile("\\b" + method + "\\(").matcher(Files.readString(source)).find();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static Path root() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .filter(folder -> Files.exists(folder.resolve("mvnw")))
        .findFirst()
        .orElseThrow();
  }
}
