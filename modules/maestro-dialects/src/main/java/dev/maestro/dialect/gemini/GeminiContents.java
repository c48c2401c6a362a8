package dev.maestro.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.Part;
import dev.maestro.api.chat.Role;
import dev.maestro.api.chat.Signature;
import dev.maestro.api.chat.Warning;
import dev.maestro.dialect.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The conversation in contents; results of one turn's calls stand in one of their own. */
final class GeminiContents {
  /** What the vendor documents for calls that another one made. */
  private static final String PLACEHOLDER = "skip_thought_signature_validator";

  private final GeminiModel model;
  private final Set<Warning> warnings;
  private final List<String> system = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private final ArrayNode contents = Json.array();
  private Role last;
  private boolean calledInTurn;

  GeminiContents(GeminiModel model, Set<Warning> warnings) {
    this.model = model;
    this.warnings = warnings;
  }

  void add(Message message) {
    if (message.role() == Role.SYSTEM) {
      hoist(message);
      return;
    }
    for (Part part : message.parts()) {
      write(part, message.role());
    }
  }

  /** Instructions that stood inside the conversation. */
  List<String> system() {
    return system;
  }

  ArrayNode written() {
    if (contents.isEmpty()) {
      throw ProviderException.invalid(
          "messages", "there is nothing in them", "Give at least one message of the user.");
    }
    return contents;
  }

  private void hoist(Message message) {
    if (!contents.isEmpty()) {
      warnings.add(
          new Warning(
              "moved",
              "messages",
              "Instructions inside the conversation were put before it, their only place here."));
    }
    for (Part part : message.parts()) {
      if (part instanceof Part.Text text) {
        system.add(text.text());
      } else {
        drop("Instructions are text here; other parts of them were left out.");
      }
    }
  }

  private void write(Part part, Role role) {
    switch (part) {
      case Part.Text text -> text(text, role);
      case Part.Refusal refusal -> text(Part.Text.of(refusal.text()), role);
      case Part.Media media -> into(role).add(GeminiMedia.part(media, warnings));
      case Part.ToolCall call -> call(call, into(role));
      case Part.ToolResult result -> result(result, into(Role.TOOL));
      case Part.Reasoning reasoning -> reasoning(reasoning, role);
      case Part.Opaque opaque -> opaque(opaque, role);
    }
  }

  /** The parts of the turn that is open for this role. */
  private ArrayNode into(Role role) {
    if (role != last) {
      contents.addObject().put("role", role == Role.ASSISTANT ? "model" : "user").putArray("parts");
      last = role;
      calledInTurn = false;
    }
    return (ArrayNode) contents.get(contents.size() - 1).get("parts");
  }

  private void text(Part.Text text, Role role) {
    String own = own(text.signature());
    if (text.text().isEmpty() && own == null) {
      return;
    }
    ObjectNode part = into(role).addObject().put("text", text.text());
    if (own != null) {
      part.put("thoughtSignature", own);
    }
  }

  private void call(Part.ToolCall call, ArrayNode parts) {
    Json arguments =
        call.arguments() == null || call.arguments().isBlank()
            ? new Json(Json.object())
            : Json.tolerant(call.arguments());
    if (!arguments.isObject()) {
      throw ProviderException.invalid(
          "messages",
          "the arguments of the call " + call.id() + " are no JSON object",
          "Send the arguments as the model wrote them.");
    }
    ObjectNode part = parts.addObject();
    ObjectNode function = part.putObject("functionCall");
    if (call.id() != null) {
      names.put(call.id(), call.name());
      function.put("id", call.id());
    }
    function.put("name", call.name()).set("args", arguments.node());
    String own = own(call.signature());
    if (own != null) {
      part.put("thoughtSignature", own);
    } else if (model.third() && !calledInTurn) {
      part.put("thoughtSignature", PLACEHOLDER);
    }
    calledInTurn = true;
  }

  private void result(Part.ToolResult result, ArrayNode parts) {
    String name = names.getOrDefault(result.callId() == null ? "" : result.callId(), result.name());
    if (name == null) {
      throw ProviderException.invalid(
          "messages",
          "the tool result " + result.callId() + " answers no call of this conversation",
          "Send the assistant's message with the call before it.");
    }
    StringBuilder text = new StringBuilder();
    ArrayNode media = Json.array();
    for (Part part : result.content()) {
      switch (part) {
        case Part.Text said -> text.append(text.isEmpty() ? "" : "\n").append(said.text());
        case Part.Media shown -> media.add(GeminiMedia.part(shown, warnings));
        default -> drop("A tool's result holds text and media only here.");
      }
    }
    ObjectNode function = parts.addObject().putObject("functionResponse");
    if (result.callId() != null) {
      function.put("id", result.callId());
    }
    function
        .put("name", name)
        .putObject("response")
        .put(result.isError() ? "error" : "output", text.toString());
    if (!media.isEmpty() && model.third()) {
      function.set("parts", media);
    } else if (!media.isEmpty()) {
      warnings.add(
          new Warning(
              "moved", "messages", "A tool's media stand beside its result in this model."));
      parts.addAll(media);
    }
  }

  private void reasoning(Part.Reasoning reasoning, Role role) {
    String own = own(reasoning.signature());
    if (own == null) {
      drop("Thoughts that this vendor did not sign were left out.");
      return;
    }
    into(role)
        .addObject()
        .put("text", reasoning.text() == null ? "" : reasoning.text())
        .put("thought", true)
        .put("thoughtSignature", own);
  }

  private void opaque(Part.Opaque opaque, Role role) {
    Json part = Json.tolerant(opaque.json());
    if (!GeminiWire.DIALECT.equals(opaque.origin()) || !part.isObject()) {
      drop("Blocks that only another vendor understands were left out.");
    } else if (!GeminiCandidate.isNote(part)) {
      into(role).add(part.node());
    }
  }

  private static String own(Signature signature) {
    return signature != null && GeminiWire.DIALECT.equals(signature.origin())
        ? signature.value()
        : null;
  }

  private void drop(String detail) {
    warnings.add(Warning.unsupported("messages", detail));
  }
}
