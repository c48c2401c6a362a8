package dev.maestro.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What of a JVM's heap is in use after a full collection. */
final class LiveHeap {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  private LiveHeap() {}

  static double megabytes(long pid) throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var process =
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String histogram;
    try (var output = process.inputReader()) {
      histogram = output.readAllAsString();
    }
    process.waitFor();
    var total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new IOException("jcmd tells nothing of process " + pid);
    }
    return Long.parseLong(total.group(1)) / (1024.0 * 1024.0);
  }
}
