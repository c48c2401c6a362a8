package dev.maestro.launcher.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run of a short program. */
final class Command {
  private Command() {}

  /** How it ended, with what it printed. */
  record Outcome(int code, String output) {
    boolean succeeded() {
      return code == 0;
    }
  }

  /** A builder that hands on none of our environment, where keys may be. */
  static ProcessBuilder builder(List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    Optional<String> path = Optional.ofNullable(environment.get("PATH"));
    environment.clear();
    environment.put("PATH", path.orElse("/usr/local/bin:/usr/bin:/bin"));
    environment.put("LC_ALL", "C");
    // The folder we stand in may be closed to the account the program runs under.
    return builder.directory(Path.of("/").toFile());
  }

  /** Runs to the end; a program that is not there has code 127, one that takes too long 124. */
  static Outcome run(List<String> words, Duration limit) throws InterruptedException {
    Process process;
    try {
      process = builder(words).start();
    } catch (IOException notThere) {
      return new Outcome(127, notThere.getMessage());
    }
    StringBuilder output = new StringBuilder();
    Thread reader = Thread.ofVirtual().start(() -> read(process, output));
    try {
      process.outputWriter().close();
    } catch (IOException alreadyClosed) {
      output.append("its input was closed early\n");
    }
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      return new Outcome(124, "took longer than " + limit.toSeconds() + " s");
    }
    reader.join(Duration.ofSeconds(1));
    synchronized (output) {
      return new Outcome(process.exitValue(), output.toString().strip());
    }
  }

  private static void read(Process process, StringBuilder output) {
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (output) {
          if (output.length() < 1 << 16) {
            output.append(line).append('\n');
          }
        }
      }
    } catch (IOException ended) {
      synchronized (output) {
        output.append("its output was cut: ").append(ended.getMessage());
      }
    }
  }
}
