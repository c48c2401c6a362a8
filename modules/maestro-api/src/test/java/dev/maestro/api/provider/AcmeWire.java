package dev.maestro.api.provider;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.api.chat.Warning;
import dev.maestro.api.upstream.SseEvent;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/** The smallest wire format: each event is a word, {@code END} is the last. */
final class AcmeWire implements WireDialect {
  static final Dialect DIALECT = new Dialect("acme-chat");
  static final StreamEvent.Finished END = new StreamEvent.Finished(FinishReason.STOP, "END", null);

  @Override
  public Dialect dialect() {
    return DIALECT;
  }

  @Override
  public Written write(ChatRequest request, boolean stream) {
    if (request.model().equals("unwritable")) {
      throw new IllegalStateException("sk-planted");
    }
    return new Written(
        Buffer.buffer("neutral " + request.model() + " " + stream),
        List.of(Warning.unsupported("seed", "Acme has none.")));
  }

  @Override
  public StreamReader reader() {
    return new Reader();
  }

  @Override
  public List<StreamEvent> readWhole(Buffer body) {
    String text = body.toString();
    return text.equals("throw")
        ? words("throw")
        : List.of(new StreamEvent.TextDelta(0, text), usage(), END);
  }

  @Override
  public ErrorFacts readError(int status, Map<String, String> headers, Buffer body) {
    return ErrorFacts.vendor(ErrorKind.RATE_LIMITED, status, "slow", "Slow down.")
        .withVendorAnswer(body.toString(), headers);
  }

  @Override
  public boolean isClientHeader(String name) {
    return name.equals("request-id");
  }

  @Override
  public boolean leavesOut(String query) {
    return query.contains("mask=");
  }

  static StreamEvent.UsageReported usage() {
    return new StreamEvent.UsageReported(Usage.of(3, 4));
  }

  private static List<StreamEvent> words(String word) {
    return switch (word) {
      case "END" -> List.of(usage(), END);
      case "throw" -> throw new IllegalStateException("sk-planted");
      default -> List.of(new StreamEvent.TextDelta(0, word));
    };
  }

  private static final class Reader implements StreamReader {
    private boolean over;

    @Override
    public List<StreamEvent> read(SseEvent event) {
      over |= event.data().equals("END");
      return words(event.data());
    }

    @Override
    public List<StreamEvent> end(String stray) {
      if (over) {
        return List.of();
      }
      ErrorFacts error =
          stray.isEmpty()
              ? ErrorFacts.of(ErrorKind.TRUNCATED, "No END came.")
              : ErrorFacts.vendor(ErrorKind.VENDOR_FAILURE, 503, null, stray.strip());
      return List.of(new StreamEvent.Failed(error));
    }
  }
}
