package dev.maestro.dialect.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.provider.StreamReader;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.api.upstream.SseDecoder;
import dev.maestro.dialect.ClientDialect;
import dev.maestro.dialect.RequestHead;
import dev.maestro.dialect.fuzz.Seeds.Client;
import dev.maestro.dialect.fuzz.Seeds.Wire;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** No reader throws anything but its typed error, whatever it is given. */
class ReadersFuzzTest {
  private static final int TRIES = 3_000;
  private static final String SEED = "42";
  private static final int LARGEST_EVENT = 1 << 20;
  private static final Pattern TYPE = Pattern.compile("\"type\":\"([a-z_.]+)\"");

  /** Bytes for the readers of one vendor's format, and where they are cut. */
  record Answered(Wire wire, Buffer bytes, int cut) {
    @Override
    public String toString() {
      return wire + ": " + bytes;
    }
  }

  /** A body for the readers of one client's format. */
  record Asked(Client client, Buffer body) {
    @Override
    public String toString() {
      return client + ": " + body;
    }
  }

  @Property(tries = TRIES, seed = SEED)
  void aStreamHasAStartAndOneEnd(@ForAll("streams") Answered answered) {
    List<StreamEvent> events = new ArrayList<>();
    StreamReader reader = answered.wire().dialect().reader();
    SseDecoder decoder = new SseDecoder(LARGEST_EVENT);
    Buffer bytes = answered.bytes();
    int cut = answered.cut() % (bytes.length() + 1);
    decoder.feed(bytes.slice(0, cut), event -> events.addAll(reader.read(event)));
    decoder.feed(bytes.slice(cut, bytes.length()), event -> events.addAll(reader.read(event)));
    decoder.end(event -> events.addAll(reader.read(event)));
    events.addAll(reader.end(decoder.stray()));

    endsOnce(events);
  }

  @Property(tries = TRIES, seed = SEED)
  void aWholeAnswerHasAStartAndOneEnd(@ForAll("wholes") Answered answered) {
    endsOnce(answered.wire().dialect().readWhole(answered.bytes()));
  }

  private static void endsOnce(List<StreamEvent> events) {
    assertThat(events).isNotEmpty().doesNotContainNull();
    assertThat(events.getLast())
        .isInstanceOfAny(StreamEvent.Finished.class, StreamEvent.Failed.class);
    assertThat(events.subList(0, events.size() - 1))
        .noneMatch(StreamEvent.Finished.class::isInstance)
        .noneMatch(StreamEvent.Failed.class::isInstance);
    if (events.size() > 1) {
      assertThat(events.getFirst()).isInstanceOf(StreamEvent.Started.class);
    }
  }

  @Property(tries = TRIES, seed = SEED)
  void anErrorIsAlwaysOfAKind(@ForAll("errors") Answered answered, @ForAll("statuses") int status) {
    Map<String, String> headers = Map.of("retry-after", answered.bytes().toString());
    ErrorFacts facts = answered.wire().dialect().readError(status, headers, answered.bytes());

    assertThat(facts.kind()).isNotNull();
    assertThat(facts.message()).isNotBlank();
    assertThat(facts.retryAfter() == null || !facts.retryAfter().isNegative()).isTrue();
  }

  @Property(tries = TRIES, seed = SEED)
  void aRequestIsReadOrItsFieldNamed(@ForAll("requests") Asked asked) {
    Buffer body = asked.body();
    ClientDialect client = asked.client().dialect();
    try {
      RequestHead head = client.head(asked.client().request(body));
      assertThat(client.passThrough(body, head, "other").length()).isPositive();
    } catch (ProviderException refused) {
      isRefusal(refused);
    }
    try {
      ChatRequest request = client.read(asked.client().request(body), "other");
      for (Wire wire : Seeds.wires()) {
        written(wire.dialect(), request);
      }
    } catch (ProviderException refused) {
      isRefusal(refused);
    }
  }

  /** What a client could say, every vendor's format can write, or says why not. */
  private static void written(WireDialect wire, ChatRequest request) {
    try {
      assertThat(wire.write(request, true).body().length()).isPositive();
    } catch (ProviderException refused) {
      assertThat(refused.kind()).isIn(ErrorKind.INVALID_REQUEST, ErrorKind.MALFORMED);
    }
  }

  private static void isRefusal(ProviderException refused) {
    assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(refused.facts().problems()).isNotEmpty();
    assertThat(refused.facts().problems().getFirst().field()).isNotBlank();
  }

  @Provide
  Arbitrary<Answered> streams() {
    return answers(wire -> stream(wire.events()));
  }

  @Provide
  Arbitrary<Answered> wholes() {
    return answers(wire -> Mutations.json(List.of(wire.whole())));
  }

  @Provide
  Arbitrary<Answered> errors() {
    return answers(wire -> Mutations.json(Seeds.errors()));
  }

  @Provide
  Arbitrary<Integer> statuses() {
    return Arbitraries.of(400, 401, 402, 403, 404, 408, 409, 413, 418, 429, 500, 502, 503, 529);
  }

  @Provide
  Arbitrary<Asked> requests() {
    return Arbitraries.of(Seeds.clients())
        .flatMap(client ->
            Mutations.bytes(Mutations.json(client.requests()))
                .map(body -> new Asked(client, body)));
  }

  private static Arbitrary<Answered> answers(Function<Wire, Arbitrary<String>> texts) {
    return Arbitraries.of(Seeds.wires())
        .flatMap(wire ->
            Combinators.combine(
                    Mutations.bytes(texts.apply(wire)), Arbitraries.integers().between(0, 1 << 16))
                .as((bytes, cut) -> new Answered(wire, bytes, cut)));
  }

  /** Some of the events, each perhaps mutated, in some order. */
  private static Arbitrary<String> stream(List<String> events) {
    Arbitrary<String> event =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.of(events)), Tuple.of(1, Mutations.json(events)));
    Arbitrary<List<String>> some = event.list().ofMaxSize(12);
    Arbitrary<List<String>> inOrder =
        Combinators.combine(
                Arbitraries.integers().between(0, events.size() - 1), Mutations.json(events))
            .as((at, other) -> {
              List<String> all = new ArrayList<>(events);
              all.set(at, other);
              return all;
            });
    return Arbitraries.oneOf(some, inOrder)
        .map(all -> all.stream().map(ReadersFuzzTest::framed).collect(Collectors.joining()));
  }

  private static String framed(String data) {
    Matcher type = TYPE.matcher(data);
    return (type.find() ? "event: " + type.group(1) + "\n" : "") + "data: " + data + "\n\n";
  }
}
