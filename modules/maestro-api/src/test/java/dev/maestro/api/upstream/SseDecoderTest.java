package dev.maestro.api.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseDecoderTest {
  private static final SseEvent GREETING = new SseEvent("delta", "{\"text\":\"Grüße, 世界 🎼\"}");
  private static final SseEvent LINES = new SseEvent(null, "one\ntwo");

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void everyLineEndingGivesTheSameEvents(String end) {
    assertThat(decode(text().replace("\n", end))).containsExactly(GREETING, LINES);
  }

  @Test
  void lineEndingsMayBeMixed() {
    assertThat(decode("data: 1\r\n\ndata: 2\n\r\ndata: 3\r\rdata: 4\n\rdata: 5\r\n\r\n"))
        .extracting(SseEvent::data)
        .containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void aByteOrderMarkCommentsAndUnknownFieldsArePassedOver() {
    String stream = "\uFEFF: hello\nid: 7\nretry: 10\nother: x\ndata\ndata:a\n:\n: still here\n\n";
    assertThat(decode(stream)).containsExactly(new SseEvent(null, "\na"));
  }

  @Test
  void onlyOneBlankAfterTheColonIsTaken() {
    assertThat(decode("event:e\ndata:  x \n\n")).containsExactly(new SseEvent("e", " x "));
  }

  @Test
  void anEventWithoutDataIsNone() {
    assertThat(decode("event: ping\n\ndata:\n\n\n\ndata: x\n\n"))
        .containsExactly(new SseEvent(null, "x"));
  }

  @Test
  void anEventThatOnlyLacksItsBlankLineIsHandedOnAtTheEnd() {
    assertThat(decode("data: a\n\ndata: b")).extracting(SseEvent::data).containsExactly("a", "b");
    assertThat(decode("data: a\n\ndata: b\n")).extracting(SseEvent::data).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void aTextMayBeCutAtAnyByte(String end) {
    byte[] bytes = text().replace("\n", end).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      List<Buffer> pieces =
          List.of(
              Buffer.buffer(Arrays.copyOfRange(bytes, 0, cut)),
              Buffer.buffer(Arrays.copyOfRange(bytes, cut, bytes.length)));
      assertThat(decode(new SseDecoder(1000), pieces))
          .as("cut at %d", cut)
          .containsExactly(GREETING, LINES);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void aTextMayComeByteByByte(String end) {
    Buffer bytes = Buffer.buffer("\uFEFF" + text().replace("\n", end));
    assertThat(decode(new SseDecoder(1000), single(bytes))).containsExactly(GREETING, LINES);
  }

  @Test
  void anEventLargerThanTheLimitIsMalformed() {
    malformed(new SseDecoder(64), "data: 0123456789\n".repeat(5));
  }

  @Test
  void aLineThatNeverEndsIsMalformedBeforeItIsKept() {
    SseDecoder decoder = new SseDecoder(64);
    decoder.feed(Buffer.buffer("data: " + "x".repeat(50)), event -> {});
    malformed(decoder, "y".repeat(20));
  }

  @Test
  void theLimitIsForEachEventAndCommentsDoNotCount() {
    String stream = ": comment comment\n".repeat(50) + "data: 0123456789\n\n".repeat(50);
    assertThat(decode(new SseDecoder(64), List.of(Buffer.buffer(stream)))).hasSize(50);
  }

  @Test
  void strayTextCountsForTheLimitForEver() {
    malformed(new SseDecoder(64), "{\"a\": 1}\n\n".repeat(20));
  }

  @Test
  void aBareErrorObjectOverSeveralLinesIsKeptAsStray() {
    String error =
        "{\n  \"error\": {\n    \"code\": 503,\n    \"status\": \"UNAVAILABLE\"\n  }\n}\n";
    for (String end : List.of("\n", "\r\n", "\r")) {
      SseDecoder decoder = new SseDecoder(1000);
      String stream = "data: before\n\n" + error + "\nevent: late\ndata: after\n\n";
      List<SseEvent> events = decode(decoder, single(Buffer.buffer(stream.replace("\n", end))));
      assertThat(events)
          .containsExactly(new SseEvent(null, "before"), new SseEvent("late", "after"));
      assertThat(decoder.stray()).isEqualTo(error);
    }
  }

  @Test
  void aStrayLineAtTheVeryEndIsKept() {
    SseDecoder decoder = new SseDecoder(1000);
    assertThat(decode(decoder, List.of(Buffer.buffer("[{\"error\":{}}]")))).isEmpty();
    assertThat(decoder.stray()).isEqualTo("[{\"error\":{}}]\n");
  }

  @Test
  void aStreamWithoutStrayTextHasNone() {
    SseDecoder decoder = new SseDecoder(1000);
    decode(decoder, List.of(Buffer.buffer(text())));
    assertThat(decoder.stray()).isEmpty();
  }

  @Test
  void tenMegabytesInSmallPiecesTakeLinearTime() {
    Buffer piece = Buffer.buffer("x".repeat(100));
    SseDecoder decoder = new SseDecoder(32 << 20);
    Assertions.assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          List<SseEvent> events = new ArrayList<>();
          decoder.feed(Buffer.buffer("data: "), events::add);
          for (int n = 0; n < 100_000; n++) {
            decoder.feed(piece, events::add);
          }
          decoder.feed(Buffer.buffer("\n\n"), events::add);
          assertThat(events.getFirst().data()).hasSize(10_000_000);
        });
  }

  private static String text() {
    return "event: delta\ndata: " + GREETING.data() + "\n\n: ping\n\ndata: one\ndata: two\n\n";
  }

  private static void malformed(SseDecoder decoder, String stream) {
    assertThatThrownBy(() -> decode(decoder, List.of(Buffer.buffer(stream))))
        .isInstanceOfSatisfying(
            ProviderException.class,
            refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.MALFORMED))
        .hasMessageContaining("64 bytes");
  }

  private static List<Buffer> single(Buffer bytes) {
    List<Buffer> pieces = new ArrayList<>();
    for (int at = 0; at < bytes.length(); at++) {
      pieces.add(bytes.getBuffer(at, at + 1));
    }
    return pieces;
  }

  private static List<SseEvent> decode(String stream) {
    return decode(new SseDecoder(1000), List.of(Buffer.buffer(stream)));
  }

  private static List<SseEvent> decode(SseDecoder decoder, List<Buffer> pieces) {
    List<SseEvent> events = new ArrayList<>();
    pieces.forEach(piece -> decoder.feed(piece, events::add));
    decoder.end(events::add);
    return events;
  }
}
