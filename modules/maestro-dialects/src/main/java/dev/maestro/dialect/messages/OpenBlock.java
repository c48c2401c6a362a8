package dev.maestro.dialect.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.dialect.Json;
import java.util.ArrayList;
import java.util.List;

/** A block that has begun, or that waits for its turn. */
final class OpenBlock {
  /** What it holds. */
  enum Kind {
    TEXT,
    REFUSAL,
    THINKING,
    CALL,
    OTHER
  }

  private final Kind kind;
  private final ObjectNode start;
  private final List<ObjectNode> waiting = new ArrayList<>();
  private BlockSink sink;
  private String signature;
  private boolean isWhole;
  private boolean isOver;

  OpenBlock(Kind kind, ObjectNode start) {
    this.kind = kind;
    this.start = start;
  }

  Kind kind() {
    return kind;
  }

  /** Whether more of a kind belongs to it. */
  boolean takes(Kind more) {
    return kind == more && !isWhole && !isOver && signature == null;
  }

  /** Goes on; says whether that has to wait. */
  boolean add(ObjectNode delta) {
    if (sink == null) {
      waiting.add(delta);
      return true;
    }
    sink.delta(delta);
    return false;
  }

  /** Signs thoughts; false where this cannot be meant. */
  boolean sign(String value) {
    if (kind != Kind.THINKING || isOver || signature != null) {
      return false;
    }
    signature = value;
    return true;
  }

  /** Nothing more is said in it, but a signature may still come. */
  void whole() {
    isWhole = true;
  }

  void over() {
    isOver = true;
  }

  boolean isOver() {
    return isOver;
  }

  /** It is this block's turn. */
  void begin(BlockSink to) {
    if (sink == null) {
      sink = to;
      sink.started(start);
      waiting.forEach(sink::delta);
      waiting.clear();
    }
  }

  /** Ends it; a signature is the last that is said in it. */
  void end() {
    if (kind == Kind.THINKING) {
      sink.delta(
          Json.object()
              .put("type", "signature_delta")
              .put("signature", signature == null ? Unsigned.MARK : signature));
    }
    sink.ended();
  }
}
