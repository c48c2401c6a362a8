package dev.maestro.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Resident memory with a hundred sessions, beside a bare HTTP server under the same JVM options.
 */
record Memory(BenchGateway gateway, BenchVendor vendor) {
  private static final int SESSIONS = 100;

  List<String> figures() throws IOException, InterruptedException {
    for (var number = 0; number < SESSIONS; number++) {
      var name = "memory_" + number;
      gateway.caller().call("POST", "/api/sessions", SessionOperations.session(vendor, name));
    }
    var serve = residentMegabytes(gateway.pid());
    var bare = bare();
    return List.of(
        line("resident: serve with " + SESSIONS + " sessions, after all this", serve),
        line("resident: bare Vert.x HTTP server, same options", bare),
        line("difference", serve - bare));
  }

  /** The very options that bin/maestro starts the program with, except what names the program. */
  private double bare() throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-XX:+UseG1GC", "-XX:+UseCompactObjectHeaders", "-Xmx512m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(BareServer.class.getName());
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var output = process.inputReader()) {
      var port = Integer.parseInt(output.readLine().strip());
      try (var caller = new HttpCaller(URI.create("http://127.0.0.1:" + port), "")) {
        for (var time = 0; time < 5_000; time++) {
          caller.call("GET", "/", "");
        }
      }
      return residentMegabytes(process.pid());
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static double residentMegabytes(long pid) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          / 1024.0;
    }
  }

  private static String line(String name, double megabytes) {
    return String.format(Locale.ROOT, "%-48s %7.1f MB", name, megabytes);
  }
}
