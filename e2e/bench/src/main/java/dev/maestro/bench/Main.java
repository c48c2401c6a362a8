package dev.maestro.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code e2e/bench/run}: measures the distribution in the folder given, and prints figures. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var distribution = Path.of(arguments[0]).toAbsolutePath();
    var folder = Files.createTempDirectory("maestro-bench");
    try (var vendor = BenchVendor.start();
        var gateway = BenchGateway.start(distribution, folder, vendor)) {
      System.out.println("figure                                            p50        p99");
      new SessionOperations(gateway, vendor).figures().forEach(System.out::println);
      new FirstToken(gateway, vendor).figures().forEach(System.out::println);
      new Memory(gateway, vendor).figures().forEach(System.out::println);
    }
    System.out.println("Everything ran on this machine at once; home and log are in " + folder);
  }
}
