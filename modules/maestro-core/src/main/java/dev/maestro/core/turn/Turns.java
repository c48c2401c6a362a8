package dev.maestro.core.turn;

import dev.maestro.api.chat.Part;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be said of a turn's parts. */
final class Turns {
  private Turns() {}

  static Stream<Part.ToolCall> calls(List<Part> parts) {
    return parts.stream().filter(Part.ToolCall.class::isInstance).map(Part.ToolCall.class::cast);
  }

  static Optional<String> firstCall(List<Part> parts) {
    return calls(parts).map(Part.ToolCall::id).findFirst();
  }

  static String text(List<Part> parts) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Text said) {
        text.append(said.text());
      }
    }
    return text.toString();
  }

  static boolean isSignedOrOpaque(Part part) {
    return switch (part) {
      case Part.Opaque opaque -> true;
      case Part.Reasoning reasoning -> reasoning.signature() != null;
      case Part.Text text -> text.signature() != null;
      case Part.ToolCall call -> call.signature() != null;
      default -> false;
    };
  }
}
