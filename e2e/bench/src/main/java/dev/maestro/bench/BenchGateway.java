package dev.maestro.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code maestro serve} as a process, as its users start it. */
final class BenchGateway implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final Process process;
  private final HttpCaller caller;

  private BenchGateway(Process process, HttpCaller caller) {
    this.process = process;
    this.caller = caller;
  }

  static BenchGateway start(Path distribution, Path folder, BenchVendor vendor)
      throws IOException, InterruptedException {
    return start(
        distribution,
        folder,
        Map.of("providers.openai.base-url", vendor.baseUrl(), "providers.openai.wire", "chat"));
  }

  static BenchGateway start(Path distribution, Path folder, Map<String, String> settings)
      throws IOException, InterruptedException {
    var port = freePort();
    var builder =
        new ProcessBuilder(distribution.resolve("bin/maestro").toString(), "serve")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("gateway.log").toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("MAESTRO_") || name.endsWith("_API_KEY"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("MAESTRO_HOME", folder.resolve("home").toString());
    environment.put("MAESTRO_HTTP_PORT", Integer.toString(port));
    settings.forEach((key, value) -> environment.put(variable(key), value));
    var process = builder.start();
    var url = URI.create("http://127.0.0.1:" + port);
    var started = System.nanoTime();
    try (var probe = new HttpCaller(url, "")) {
      while (!probe.succeeds("/health/ready")) {
        if (!process.isAlive() || System.nanoTime() - started > LONGEST_START.toNanos()) {
          process.destroyForcibly();
          throw new IOException("the gateway does not start: see " + folder + "/gateway.log");
        }
        process.waitFor(20, TimeUnit.MILLISECONDS);
      }
    }
    var key = Files.readString(folder.resolve("home/admin.key")).strip();
    return new BenchGateway(process, new HttpCaller(url, key));
  }

  private static String variable(String key) {
    return "MAESTRO_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  HttpCaller caller() {
    return caller;
  }

  long pid() {
    return process.pid();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    caller.close();
    process.destroy();
    process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }
}
