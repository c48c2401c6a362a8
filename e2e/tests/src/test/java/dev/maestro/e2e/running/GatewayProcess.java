package dev.maestro.e2e.running;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The built distribution, started as its users start it. */
public final class GatewayProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofMinutes(2);
  private static final int LONGEST_STOP = 15;
  private static final String LOOPBACK = "127.0.0.1";

  private static final int FIRST_PORT = 12_000;
  private static final int PORTS = 20_000;
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 499 % PORTS));

  private final Process process;
  private final Path home;
  private final Path log;
  private final URI url;

  private GatewayProcess(Process process, Path home, Path log, URI url) {
    this.process = process;
    this.home = home;
    this.log = log;
    this.url = url;
  }

  /** Returns at once; see {@link #ready()}. */
  public static GatewayProcess launch(Path home, Map<String, String> settings) throws IOException {
    var port = freePort();
    var log = Files.createTempFile(home.toAbsolutePath().getParent(), "gateway", ".log");
    var builder =
        new ProcessBuilder(distribution().resolve("bin/maestro").toString(), "serve")
            .directory(home.toAbsolutePath().getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("MAESTRO_") || name.endsWith("_API_KEY"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("MAESTRO_JAVA_OPTIONS", "-Dmaestro.log.level=TRACE");
    environment.put("MAESTRO_HOME", home.toString());
    environment.put("MAESTRO_HTTP_PORT", Integer.toString(port));
    settings.forEach((key, value) -> environment.put(variable(key), value));
    var url = URI.create("http://" + LOOPBACK + ":" + port);
    return new GatewayProcess(builder.start(), home, log, url);
  }

  /** Waits until it takes requests. */
  public Gateway ready() throws IOException, InterruptedException {
    var deadline = System.nanoTime() + LONGEST_START.toNanos();
    var probe = HttpRequest.newBuilder(url.resolve("/health/ready")).build();
    try (var http = HttpClient.newHttpClient()) {
      while (System.nanoTime() < deadline && process.isAlive()) {
        if (answers(http, probe)) {
          return new Gateway(url, adminKey());
        }
        process.waitFor(50, TimeUnit.MILLISECONDS);
      }
    }
    throw new AssertionError("the gateway did not get ready: " + output());
  }

  private static boolean answers(HttpClient http, HttpRequest probe) throws InterruptedException {
    try {
      return http.send(probe, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String adminKey() throws IOException {
    var file = home.resolve("admin.key");
    return Files.exists(file) ? Files.readString(file).strip() : "";
  }

  public Path home() {
    return home;
  }

  public URI url() {
    return url;
  }

  /** What it has written so far. */
  public String output() throws IOException {
    return Files.readString(log);
  }

  public Process process() {
    return process;
  }

  /** As the kernel would when memory is short; its database stays behind. */
  public void kill() {
    process.destroyForcibly();
    ends();
  }

  /** Asks it to leave, and insists where it does not. */
  @Override
  public void close() {
    process.destroy();
    if (!ends()) {
      kill();
    }
  }

  private boolean ends() {
    try {
      return process.waitFor(LONGEST_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The database server that works for a gateway with this home. */
  public static ProcessHandle database(Path home) throws IOException {
    var file = home.resolve("postgres/data/postmaster.pid");
    var process = Long.parseLong(Files.readAllLines(file).getFirst().strip());
    return ProcessHandle.of(process).orElseThrow();
  }

  public static Path distribution() {
    var folder =
        Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
            .filter(each -> Files.exists(each.resolve("mvnw")))
            .findFirst()
            .orElseThrow()
            .resolve("launcher/target/maestro");
    if (!Files.isDirectory(folder)) {
      throw new AssertionError(folder + " is missing: ./mvnw package builds it");
    }
    return folder;
  }

  /**
   * One that nobody listens on, given once. Below those that systems give to whoever does not mind,
   * and from another place on in each process, so that it is still free when it is used.
   */
  public static int freePort() throws IOException {
    IOException taken = null;
    for (var attempt = 0; attempt < 100; attempt++) {
      var port = FIRST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException inUse) {
        taken = inUse;
      }
    }
    throw taken;
  }

  /** What is written as a variable is one, of another program's. */
  static String variable(String key) {
    return key.equals(key.toUpperCase(Locale.ROOT))
        ? key
        : "MAESTRO_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
