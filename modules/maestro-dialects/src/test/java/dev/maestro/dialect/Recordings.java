package dev.maestro.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.provider.StreamReader;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.api.upstream.SseDecoder;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Real streams of the vendors, kept outside the repository, with what a right decoder gets out of
 * each. The environment variable MAESTRO_RECORDINGS names their folder; without it the tests that
 * need them say NOT RUN.
 */
public final class Recordings {
  private static final String FOLDER = "MAESTRO_RECORDINGS";
  private static final int LIMIT = 32 << 20;

  private Recordings() {}

  /** One recorded stream. */
  public record Recording(String name, Buffer bytes, Json expect) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Calls the check with every stream of an API ({@code openai/chat}), and fails if none is there.
   */
  public static void forEach(String api, Consumer<Recording> check) {
    List<Recording> recordings = of(api);
    for (Recording recording : recordings) {
      try {
        check.accept(recording);
      } catch (AssertionError | RuntimeException wrong) {
        throw new AssertionError(api + "/" + recording.name() + ": " + wrong.getMessage(), wrong);
      }
    }
    System.out.println(api + ": " + recordings.size() + " recordings decoded");
  }

  /** The bodies of an API whose name starts so: {@code error-}, {@code nonstream-}. */
  public static List<Recording> bodies(String api, String prefix) {
    return list(api, prefix, ".json").stream()
        .filter(path -> !path.getFileName().toString().endsWith(".expect.json"))
        .map(path -> new Recording(path.getFileName().toString(), bytes(path), Json.NONE))
        .toList();
  }

  private static List<Recording> of(String api) {
    return list(api, "", ".sse").stream()
        .map(path -> {
          String name = path.getFileName().toString().replace(".sse", "");
          Path expect = path.resolveSibling(name + ".expect.json");
          return new Recording(name, bytes(path), Json.parse(bytes(expect)));
        })
        .toList();
  }

  private static List<Path> list(String api, String prefix, String suffix) {
    String folder = System.getenv(FOLDER);
    if (folder == null) {
      System.out.println("NOT RUN: the recordings of " + api + " (0 decoded): set " + FOLDER);
      abort("NOT RUN: " + FOLDER + " is not set");
    }
    try (Stream<Path> files = Files.list(Path.of(folder).resolve(api))) {
      List<Path> found =
          files
              .filter(path ->
                  path.getFileName().toString().startsWith(prefix)
                      && path.getFileName().toString().endsWith(suffix))
              .sorted()
              .toList();
      assertThat(found).as("recordings in " + folder + "/" + api).isNotEmpty();
      return found;
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static Buffer bytes(Path path) {
    try {
      return Buffer.buffer(Files.readAllBytes(path));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** Decodes a stream that comes in one piece. */
  public static List<StreamEvent> whole(WireDialect wire, Buffer bytes) {
    return decode(wire, List.of(bytes));
  }

  /** Decodes a stream written as text. */
  public static List<StreamEvent> text(WireDialect wire, String stream) {
    return whole(wire, Buffer.buffer(stream));
  }

  /**
   * Decodes a stream cut whole, after each event, before and after each single byte, and (short
   * ones) in two at every place; all must give the same. Returns it.
   */
  public static List<StreamEvent> everyCut(WireDialect wire, Buffer bytes) {
    List<StreamEvent> whole = whole(wire, bytes);
    assertThat(decode(wire, byEvent(bytes))).as("cut after each event").isEqualTo(whole);
    assertThat(decode(wire, byByte(bytes))).as("cut at every byte").isEqualTo(whole);
    for (int at = 1; at < bytes.length() && bytes.length() < 4096; at++) {
      assertThat(decode(wire, List.of(bytes.slice(0, at), bytes.slice(at, bytes.length()))))
          .as("cut in two at byte " + at)
          .isEqualTo(whole);
    }
    return whole;
  }

  private static List<StreamEvent> decode(WireDialect wire, List<Buffer> chunks) {
    StreamReader reader = wire.reader();
    SseDecoder decoder = new SseDecoder(LIMIT);
    List<StreamEvent> events = new ArrayList<>();
    for (Buffer chunk : chunks) {
      decoder.feed(chunk, event -> events.addAll(reader.read(event)));
    }
    decoder.end(event -> events.addAll(reader.read(event)));
    events.addAll(reader.end(decoder.stray()));
    return inOrder(events);
  }

  /** Checks the promise of every reader: Started first, one last event, and nothing after it. */
  private static List<StreamEvent> inOrder(List<StreamEvent> events) {
    assertThat(events).as("events").isNotEmpty();
    long last =
        events.stream()
            .filter(event ->
                event instanceof StreamEvent.Finished || event instanceof StreamEvent.Failed)
            .count();
    assertThat(last).as("last events").isEqualTo(1);
    assertThat(events.getLast())
        .isInstanceOfAny(StreamEvent.Finished.class, StreamEvent.Failed.class);
    if (events.size() > 1) {
      assertThat(events.getFirst()).isInstanceOf(StreamEvent.Started.class);
    }
    return events;
  }

  /** The error of a stream that failed. */
  public static ErrorFacts failure(List<StreamEvent> events) {
    assertThat(events.getLast()).isInstanceOf(StreamEvent.Failed.class);
    return ((StreamEvent.Failed) events.getLast()).error();
  }

  private static List<Buffer> byEvent(Buffer bytes) {
    String text = bytes.toString(StandardCharsets.ISO_8859_1);
    List<Buffer> chunks = new ArrayList<>();
    for (String event : text.split("(?<=\n\n)|(?<=\r\n\r\n)", -1)) {
      chunks.add(Buffer.buffer(event.getBytes(StandardCharsets.ISO_8859_1)));
    }
    return chunks;
  }

  private static List<Buffer> byByte(Buffer bytes) {
    List<Buffer> chunks = new ArrayList<>(bytes.length());
    for (int at = 0; at < bytes.length(); at++) {
      chunks.add(bytes.slice(at, at + 1));
    }
    return chunks;
  }
}
