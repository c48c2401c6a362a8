package dev.maestro.e2e.running;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One command of the built distribution, against a running gateway. */
public final class Command implements AutoCloseable {
  private static final long LONGEST_SECONDS = 60;

  private final Process process;
  private final BufferedReader lines;
  private final StringBuilder output = new StringBuilder();

  private Command(Process process) {
    this.process = process;
    this.lines = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts it; what it writes to standard error is part of its output. */
  public static Command start(Gateway gateway, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(GatewayProcess.distribution().resolve("bin/maestro").toString());
    line.addAll(List.of(arguments));
    line.addAll(List.of("--url", gateway.url().toString()));
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("MAESTRO_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MAESTRO_KEY", gateway.key());
    builder.environment().putAll(environment);
    return new Command(builder.start());
  }

  /** Reads up to a line that is as wanted. */
  public String line(String pattern) throws IOException {
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      output.append(line).append('\n');
      if (line.matches(pattern)) {
        return line;
      }
    }
    throw new AssertionError("no line like " + pattern + " in: " + output);
  }

  public void type(String line) throws IOException {
    try (var keyboard = process.outputWriter(StandardCharsets.UTF_8)) {
      keyboard.write(line + "\n");
    }
  }

  /** Its exit code, once it has ended by itself. */
  public int ended() throws IOException, InterruptedException {
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      output.append(line).append('\n');
    }
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end: " + output);
    }
    return process.exitValue();
  }

  /** What was read so far. */
  public String output() {
    return output.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
