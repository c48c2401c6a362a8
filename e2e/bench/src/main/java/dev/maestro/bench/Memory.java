package dev.maestro.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Resident memory with a hundred sessions, beside a bare HTTP server under the same JVM options.
 * The embedded PostgreSQL is a process of its own and not counted.
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
        Table.figure(
            "serve with " + SESSIONS + " sessions, after all this", serve, "MB", "less than 250"),
        Table.figure("a bare Vert.x HTTP server, same options", bare, "MB"),
        Table.figure("more than the bare one", serve - bare, "MB", "less than 50"),
        Table.ratio("serve : bare", serve / bare));
  }

  /** The same JVM with the same memory options as the gateway that runs, read from its process. */
  private double bare() throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(memoryOptions());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(BareServer.class.getName());
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    for (var setting : words("environ")) {
      if (setting.startsWith("MALLOC_")) {
        var parts = setting.split("=", 2);
        builder.environment().put(parts[0], parts[1]);
      }
    }
    var process = builder.start();
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

  private List<String> memoryOptions() throws IOException {
    return words("cmdline").stream()
        .filter(word -> word.startsWith("-XX:") || word.startsWith("-Xm"))
        .filter(word -> !word.startsWith("-XX:AOT"))
        .toList();
  }

  /** What the gateway was started with: {@code cmdline} or {@code environ}. */
  private List<String> words(String file) throws IOException {
    return List.of(
        Files.readString(Path.of("/proc/" + gateway.pid() + "/" + file)).split("\0", -1));
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
}
