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

  private static final int MOST_LINES = 16;

  private final BlockingQueue<Typed> typed = new LinkedBlockingQueue<>(MOST_LINES);
  private boolean ended;

  /** Begins to read. */
  public TypedLines(InputStream in) {
    Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
    Thread.ofPlatform().daemon().name("typed-lines").start(() -> readAll(reader));
  }

  /** What is there within that time. The end is told once. */
  Typed within(Duration limit) throws InterruptedException {
    Typed next = typed.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    ended |= next instanceof Typed.End;
    return next == null ? new Typed.Nothing() : next;
  }

  /** Whether the end was told. */
  boolean hasEnded() {
    return ended;
  }

  // Waits where nobody takes the lines: a pipe may bring them without end.
  private void readAll(Reader reader) {
    try {
      read(reader);
      typed.put(new Typed.End());
    } catch (InterruptedException nobodyInterrupts) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Reader reader) throws InterruptedException {
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
    }
  }

  private void take(StringBuilder line) throws InterruptedException {
    String text = line.toString().strip();
    line.setLength(0);
    if (!text.isEmpty()) {
      typed.put(new Typed.Line(text));
    }
  }
}
