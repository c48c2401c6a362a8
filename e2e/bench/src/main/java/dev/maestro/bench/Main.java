package dev.maestro.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * {@code e2e/bench/run [refresh [MINUTES]]}: measures the distribution in the folder given, and
 * prints figures.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var distribution = Path.of(arguments[0]).toAbsolutePath();
    var folder = Files.createTempDirectory("maestro-bench");
    if (arguments.length > 1 && arguments[1].equals("refresh")) {
      var minutes = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 4;
      print(
          "A thousand OAuth sessions, " + minutes + " minutes",
          new Refreshes(distribution, folder, Duration.ofMinutes(minutes)).figures());
    } else {
      measure(distribution, folder);
    }
    System.out.println(
        Table.heading("Client, gateway, vendor and database shared this machine. Log: " + folder));
  }

  private static void measure(Path distribution, Path folder)
      throws IOException, InterruptedException {
    try (var vendor = BenchVendor.start();
        var gateway = BenchGateway.start(distribution, folder, vendor)) {
      print("Session operations, warm", new SessionOperations(gateway, vendor).figures());
      print("Time to the first token", new FirstToken(gateway, vendor).figures());
      print("Resident memory", new Memory(gateway, vendor).figures());
      print("Streams, 16 clients at once", new Throughput(gateway, vendor).figures());
    }
  }

  private static void print(String title, List<String> lines) {
    System.out.println(Table.heading(title));
    lines.forEach(System.out::println);
  }
}
