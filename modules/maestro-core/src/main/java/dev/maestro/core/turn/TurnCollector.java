package dev.maestro.core.turn;

import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Signature;
import dev.maestro.api.chat.StreamEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the events of one answer together again as the parts of a turn. Of several alternative
 * answers the first. One per stream; not thread-safe.
 */
public final class TurnCollector {
  private static final int PART_COST = 64;

  private final long bound;
  private final List<Piece> pieces = new ArrayList<>();
  private long size;

  /** Collects at most so many characters; each part counts as some more. */
  public TurnCollector(long bound) {
    this.bound = bound;
  }

  /** A part as it grows; its kind is the kind of part that it will be. */
  private static final class Piece {
    private final StreamEvent.PartKind kind;
    private final int index;
    private final Part whole;
    private final String id;
    private final String name;
    private final StringBuilder text = new StringBuilder();
    private Signature signature;
    private boolean ended;

    private Piece(StreamEvent.PartKind kind, int index, String id, String name, Part whole) {
      this.kind = kind;
      this.index = index;
      this.id = id;
      this.name = name;
      this.whole = whole;
    }

    private boolean takes(StreamEvent.PartKind more) {
      return kind == more && !ended && signature == null;
    }

    private Part part() {
      if (whole != null) {
        return whole;
      }
      return switch (kind) {
        case TEXT -> new Part.Text(text.toString(), signature);
        case REASONING -> new Part.Reasoning(text.toString(), signature);
        case TOOL_CALL ->
            new Part.ToolCall(
                id, name, text.toString().isBlank() ? "{}" : text.toString(), signature);
      };
    }
  }

  /** Takes one event; of an answer that is too large nothing is held any more. */
  public void add(StreamEvent event) {
    if (isTooLarge()) {
      return;
    }
    take(event);
    if (isTooLarge()) {
      pieces.clear();
    }
  }

  private void take(StreamEvent event) {
    switch (event) {
      case StreamEvent.TextDelta delta when delta.choice() == 0 ->
          grow(StreamEvent.PartKind.TEXT, delta.text());
      case StreamEvent.ReasoningDelta delta when delta.choice() == 0 ->
          grow(StreamEvent.PartKind.REASONING, delta.text());
      case StreamEvent.ToolCallStarted call when call.choice() == 0 -> {
        size += length(call.id()) + length(call.name());
        begin(
            new Piece(StreamEvent.PartKind.TOOL_CALL, call.index(), call.id(), call.name(), null));
      }
      case StreamEvent.ToolCallDelta delta when delta.choice() == 0 -> arguments(delta);
      case StreamEvent.PartEnded ended when ended.choice() == 0 -> end(ended.kind());
      case StreamEvent.Signed signed when signed.choice() == 0 -> sign(signed);
      case StreamEvent.OpaqueBlock block when block.choice() == 0 -> {
        size += block.json().length();
        begin(new Piece(null, 0, null, null, new Part.Opaque(block.origin(), block.json())));
      }
      default -> {} // nothing that goes back to the vendor
    }
  }

  /** Whether the answer is larger than the bound, and so not whole here. */
  public boolean isTooLarge() {
    return size > bound;
  }

  /** What was collected; nothing where it is too large. */
  public List<Part> parts() {
    return pieces.stream().map(Piece::part).toList();
  }

  private static int length(String text) {
    return text == null ? 0 : text.length();
  }

  private void begin(Piece piece) {
    size += PART_COST;
    pieces.add(piece);
  }

  private void grow(StreamEvent.PartKind kind, String text) {
    if (pieces.isEmpty() || !pieces.getLast().takes(kind)) {
      begin(new Piece(kind, 0, null, null, null));
    }
    append(pieces.getLast(), text);
  }

  private void arguments(StreamEvent.ToolCallDelta delta) {
    Piece call = find(StreamEvent.PartKind.TOOL_CALL, delta.index());
    if (call != null) {
      append(call, delta.arguments());
    }
  }

  private void append(Piece piece, String text) {
    size += text.length();
    piece.text.append(text);
  }

  private void end(StreamEvent.PartKind kind) {
    Piece open = find(kind, 0);
    if (open != null) {
      open.ended = true;
    }
  }

  /** A block may be signed that never had any text, but no call that was never made. */
  private void sign(StreamEvent.Signed signed) {
    size += signed.signature().value().length();
    if (signed.kind() == StreamEvent.PartKind.TOOL_CALL) {
      Piece call = find(signed.kind(), signed.index());
      if (call != null) {
        call.signature = signed.signature();
      }
      return;
    }
    Piece block = last(signed.kind());
    if (block == null || block.signature != null) {
      block = new Piece(signed.kind(), signed.index(), null, null, null);
      begin(block);
    }
    block.signature = signed.signature();
  }

  private Piece last(StreamEvent.PartKind kind) {
    return pieces.isEmpty() || pieces.getLast().kind != kind ? null : pieces.getLast();
  }

  private Piece find(StreamEvent.PartKind kind, int index) {
    for (Piece piece : pieces.reversed()) {
      if (piece.kind == kind && (kind != StreamEvent.PartKind.TOOL_CALL || piece.index == index)) {
        return piece;
      }
    }
    return null;
  }
}
