package dev.maestro.launcher.login;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lines from standard input, read aside so that something else can be waited for at the same time.
 */
public final class TypedLines {
  /** A line, or that there will be no more. */
  public sealed interface Typed {
    /** What was typed, without white space around it. */
    record Line(String text) implements Typed {}

    /** The input has ended. */
    record End() implements Typed {}

    /** Nothing yet. */
    record Nothing() implements Typed {}
  }

  private static final int LONGEST_LINE = 64 << 10;

  private final BlockingQueue<Typed> typed = new LinkedBlockingQueue<>();

  /** Begins to read. */
  public TypedLines(InputStream in) {
    Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
    Thread.ofPlatform().daemon().name("typed-lines").start(() -> readAll(reader));
  }

  /** What is there within that time. The end is told once. */
  Typed within(Duration limit) throws InterruptedException {
    Typed next = typed.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    return next == null ? new Typed.Nothing() : next;
  }

  private void readAll(Reader reader) {
    try {
      StringBuilder line = new StringBuilder();
      for (int read = reader.read(); read >= 0; read = reader.read()) {
        if (read == '\n') {
          take(line);
        } else if (line.length() < LONGEST_LINE) {
          line.append((char) read);
        }
      }
      take(line);
    } catch (IOException broken) {
      // As good as ended.
    } finally {
      typed.add(new Typed.End());
    }
  }

  private void take(StringBuilder line) {
    String text = line.toString().strip();
    line.setLength(0);
    if (!text.isEmpty()) {
      typed.add(new Typed.Line(text));
    }
  }
}
