package dev.maestro.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code e2e/bench/run}: measures the distribution in the folder given, and prints figures. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var distribution = Path.of(arguments[0]).toAbsolutePath();
    var folder = Files.createTempDirectory("maestro-bench");
    try (var vendor = BenchVendor.start();
        var gateway = BenchGateway.start(distribution, folder, vendor)) {
      print("Session operations, warm", new SessionOperations(gateway, vendor).figures());
      print("Time to the first token", new FirstToken(gateway, vendor).figures());
      print("Resident memory", new Memory(gateway, vendor).figures());
      print("Streams, 16 clients at once", new Throughput(gateway, vendor).figures());
    }
    System.out.println(
        Table.heading("Client, gateway, vendor and database shared this machine. Log: " + folder));
  }

  private static void print(String title, List<String> lines) {
    System.out.println(Table.heading(title));
    lines.forEach(System.out::println);
  }
}
