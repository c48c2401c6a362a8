import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints the share of lines that the whole build's tests ran, module by module, and fails below the bound. */
final class CoverageBound {
  /** The modules that the bound holds for, by the start of their name; the providers count as one. */
  private static final List<String> GUARDED =
      List.of("maestro-api", "maestro-dialects", "maestro-core", "maestro-gateway", "maestro-provider");

  private record Lines(int missed, int covered) {
    Lines plus(Lines other) {
      return new Lines(missed + other.missed, covered + other.covered);
    }

    double share() {
      return missed + covered == 0 ? 0 : (double) covered / (missed + covered);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%6.2f %% of %d lines", 100 * share(), missed + covered);
    }
  }

  /** The arguments: jacoco.csv of the aggregated report, and the least share of lines, from 0 to 1. */
  public static void main(String[] arguments) throws IOException {
    var bound = Double.parseDouble(arguments[1]);
    var modules = read(Path.of(arguments[0]));
    modules.forEach((name, lines) -> System.out.printf("%-28s %s%n", name, lines));
    System.out.printf(Locale.ROOT, "%-28s %6.2f %% in each of %s%n", "bound", 100 * bound, GUARDED);
    var failures = new ArrayList<String>();
    for (var name : GUARDED) {
      var lines =
          modules.entrySet().stream()
              .filter(module -> module.getKey().startsWith(name))
              .map(Map.Entry::getValue)
              .reduce(new Lines(0, 0), Lines::plus);
      if (lines.share() < bound) {
        failures.add(name + lines);
      }
    }
    if (!failures.isEmpty()) {
      System.err.println("Below the bound: " + String.join("; ", failures));
      System.exit(1);
    }
  }

  private static TreeMap<String, Lines> read(Path report) throws IOException {
    var lines = Files.readAllLines(report);
    var header = List.of(lines.getFirst().split(","));
    var missed = header.indexOf("LINE_MISSED");
    var covered = header.indexOf("LINE_COVERED");
    var modules = new TreeMap<String, Lines>();
    for (var line : lines.subList(1, lines.size())) {
      var fields = line.split(",");
      var name = fields[0].substring(fields[0].indexOf('/') + 1);
      var counted = new Lines(Integer.parseInt(fields[missed]), Integer.parseInt(fields[covered]));
      modules.merge(name, counted, Lines::plus);
    }
    return modules;
  }
}
