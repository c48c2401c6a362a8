package dev.maestro.dialect.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.provider.StreamReader;
import dev.maestro.api.upstream.SseDecoder;
import dev.maestro.dialect.fuzz.Seeds.Client;
import dev.maestro.dialect.fuzz.Seeds.Wire;
import dev.maestro.testkit.Allocation;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Twice the input is twice the work, counted in allocated bytes; nothing takes for ever. */
class LinearWorkTest {
  private static final int ONCE = 2_000;
  private static final int TIMES = 3;

  /** Twice would be right; more is left for tables that grow in steps. Squared would be four. */
  private static final double MOST = 2.9;

  /** Nothing here takes a second; what is squared or worse would take hours. */
  private static final Duration FOR_EVER = Duration.ofMinutes(2);

  /** An input that can be made of any size. */
  record Growing(String name, IntFunction<Buffer> input, Reading reading) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Something that reads all of an input. */
  interface Reading {
    void read(Buffer input);
  }

  static Stream<Growing> streams() {
    List<Growing> all = new ArrayList<>();
    for (Wire wire : Seeds.wires()) {
      for (String event : wire.events()) {
        all.add(
            new Growing(
                wire + " repeats " + event,
                times -> stream(wire, event, times),
                input -> decode(wire, input, input.length())));
      }
      all.add(
          new Growing(
              wire + " byte by byte",
              times -> stream(wire, wire.events().getFirst(), times / 20),
              input -> decode(wire, input, 1)));
      all.add(
          new Growing(
              wire + " says one long event",
              times -> Buffer.buffer("data: {\"x\":\"" + "a".repeat(times * 20) + "\"}\n\n"),
              input -> decode(wire, input, 64)));
      all.add(
          new Growing(
              wire + " says words outside events",
              times -> Buffer.buffer("{\n\"a\":1,\n".repeat(times)),
              input -> decode(wire, input, 64)));
    }
    return all.stream();
  }

  static Stream<Growing> wholes() {
    return Seeds.wires().stream()
        .flatMap(wire ->
            Stream.of(
                new Growing(
                    wire + " whole", times -> list(wire.whole(), times), wire.dialect()::readWhole),
                new Growing(
                    wire + " error",
                    times ->
                        Buffer.buffer(
                            "{\"error\":{\"message\":\"" + "a ".repeat(times * 10) + "\"}}"),
                    input -> wire.dialect().readError(500, Map.of(), input))));
  }

  static Stream<Growing> requests() {
    return Seeds.clients().stream()
        .flatMap(client ->
            client.requests().stream()
                .filter(request -> request.contains("["))
                .map(request ->
                    new Growing(
                        client + " asks " + request,
                        times -> list(request, times / 4),
                        input -> ask(client, input))));
  }

  @ParameterizedTest
  @MethodSource({"streams", "wholes", "requests"})
  void twiceTheInputIsTwiceTheWork(Growing growing) {
    Buffer once = growing.input().apply(ONCE);
    Buffer twice = growing.input().apply(2 * ONCE);
    assertTimeoutPreemptively(
        FOR_EVER,
        () -> {
          long first = least(growing.reading(), once);
          long second = least(growing.reading(), twice);
          assertThat((double) second / first).as(first + ", then " + second).isLessThan(MOST);
        });
  }

  /** Of several times: the first fills caches. */
  private static long least(Reading reading, Buffer input) {
    return Stream.generate(() -> Allocation.of(() -> reading.read(input)))
        .limit(TIMES)
        .min(Long::compare)
        .orElseThrow();
  }

  static Stream<String> nasty() {
    int large = 1 << 20;
    return Stream.of(
        "\"data:" + "a".repeat(large) + "\"",
        "\"data:" + ";a".repeat(large) + "\"",
        "\"" + "{\\\"a\\\":".repeat(100_000) + "\"",
        "\"$" + "['\\\\a']".repeat(50_000) + "\"",
        "\"$['" + "\\\\a".repeat(500_000) + "\"",
        "\"" + "9".repeat(large) + "\"",
        "1" + "0".repeat(900),
        "[".repeat(900) + "]".repeat(900),
        "[".repeat(200_000));
  }

  @ParameterizedTest
  @MethodSource("nasty")
  void aNastyValueAnywhereTakesNoTime(String value) {
    assertTimeoutPreemptively(
        FOR_EVER,
        () -> {
          for (Wire wire : Seeds.wires()) {
            for (String event : wire.events()) {
              for (String text : withValue(event, value)) {
                decode(wire, Buffer.buffer("data: " + text + "\n\n"), 1 << 16);
              }
            }
          }
          for (Client client : Seeds.clients()) {
            for (String request : client.requests()) {
              for (String text : withValue(request, value)) {
                ask(client, Buffer.buffer(text));
              }
            }
          }
        });
  }

  /** The text with each of its strings in turn replaced. */
  private static List<String> withValue(String text, String value) {
    return Pattern.compile("(?<=:)\"[^\"]*\"")
        .matcher(text)
        .results()
        .map(found -> text.substring(0, found.start()) + value + text.substring(found.end()))
        .toList();
  }

  private static Buffer stream(Wire wire, String event, int times) {
    Buffer out = Buffer.buffer();
    for (String before : wire.events()) {
      if (before.equals(event)) {
        break;
      }
      out.appendString("data: " + before + "\n\n");
    }
    for (int i = 0; i < times; i++) {
      out.appendString("data: " + event + "\n\n");
    }
    return out;
  }

  /** The text with each of its lists' elements that many times. */
  private static Buffer list(String text, int times) {
    int open = text.indexOf('[');
    int depth = 0;
    int at = open;
    do {
      char c = text.charAt(at++);
      depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
    } while (depth > 0);
    String elements = text.substring(open + 1, at - 1);
    return Buffer.buffer(
        text.substring(0, open + 1)
            + (elements + ",").repeat(times)
            + elements
            + text.substring(at - 1));
  }

  private static void decode(Wire wire, Buffer bytes, int step) {
    StreamReader reader = wire.dialect().reader();
    SseDecoder decoder = new SseDecoder(32 << 20);
    try {
      for (int at = 0; at < bytes.length(); at += step) {
        decoder.feed(
            bytes.slice(at, Math.min(bytes.length(), at + step)),
            event -> reader.read(event).forEach(LinearWorkTest::take));
      }
      decoder.end(event -> reader.read(event).forEach(LinearWorkTest::take));
    } catch (ProviderException tooLarge) {
      return;
    }
    reader.end(decoder.stray()).forEach(LinearWorkTest::take);
  }

  private static void take(StreamEvent event) {
    assertThat(event).isNotNull();
  }

  private static void ask(Client client, Buffer body) {
    try {
      client.dialect().head(client.request(body));
      client.dialect().read(client.request(body), "m");
    } catch (ProviderException refused) {
      assertThat(refused.kind()).isNotNull();
    }
  }
}
