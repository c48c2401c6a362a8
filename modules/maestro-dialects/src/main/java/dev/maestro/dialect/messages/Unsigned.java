package dev.maestro.dialect.messages;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.maestro.api.ProviderException;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.RequestHead;
import dev.maestro.dialect.RequestHead.Edit;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Thoughts of another vendor. The format wants a signature on each, so Maestro puts a mark there; a
 * client sends them back, and the format's own vendor would refuse them.
 */
final class Unsigned {
  /** What stands in the place of a signature. */
  static final String MARK = "maestro:unsigned";

  private static final String OURS = "maestro:";
  private static final byte[] SOUGHT = OURS.getBytes(StandardCharsets.US_ASCII);

  private final JsonParser parser;

  private Unsigned(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * An element of a list in the body.
   *
   * @param isGone whether it is to be taken out
   * @param inside what is to be taken out of it otherwise
   */
  private record Element(int from, int to, boolean isGone, List<Edit> inside) {}

  /** Reads the element that begins at an offset. */
  private interface Reading {
    Element read(int from) throws IOException;
  }

  /** Whether Maestro and no vendor made a signature. */
  static boolean isOurs(String signature) {
    return signature.startsWith(OURS);
  }

  /** The body with another model and without such thoughts; all other bytes are as they came. */
  static Buffer takenOut(Buffer body, RequestHead head, String vendorModel) {
    List<Edit> cuts = mayHold(body) ? cuts(body) : List.of();
    if (cuts.isEmpty()) {
      return head.withModel(body, vendorModel);
    }
    List<Edit> edits = new ArrayList<>(cuts);
    edits.add(new Edit(head.modelFrom(), head.modelTo(), Json.quoted(vendorModel)));
    edits.sort(Comparator.comparingInt(Edit::from));
    Buffer out = Buffer.buffer(body.length());
    int at = 0;
    for (Edit edit : edits) {
      out.appendBuffer(body, at, edit.from() - at).appendString(edit.text());
      at = edit.to();
    }
    return out.appendBuffer(body, at, body.length() - at);
  }

  private static boolean mayHold(Buffer body) {
    int last = body.length() - SOUGHT.length;
    for (int at = 0; at <= last; at++) {
      int alike = 0;
      while (alike < SOUGHT.length && body.getByte(at + alike) == SOUGHT[alike]) {
        alike++;
      }
      if (alike == SOUGHT.length) {
        return true;
      }
    }
    return false;
  }

  private static List<Edit> cuts(Buffer body) {
    try (JsonParser parser = Json.parser(body)) {
      return new Unsigned(parser).body();
    } catch (JsonProcessingException bad) {
      throw ProviderException.invalid("body", "is not JSON.", "Send a JSON object in UTF-8.");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private List<Edit> body() throws IOException {
    List<Element> messages = List.of();
    parser.nextToken();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      boolean isSought = parser.currentName().equals("messages");
      parser.nextToken();
      if (isSought) {
        messages = elements(this::message);
      } else {
        parser.skipChildren();
      }
    }
    return edits(messages);
  }

  private List<Element> elements(Reading reading) throws IOException {
    List<Element> elements = new ArrayList<>();
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(reading.read(Math.toIntExact(parser.currentTokenLocation().getByteOffset())));
      }
    } else {
      parser.skipChildren();
    }
    return elements;
  }

  /** The vendor refuses a message without content, but not one less. */
  private Element message(int from) throws IOException {
    List<Element> blocks = List.of();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        boolean isSought = parser.currentName().equals("content");
        parser.nextToken();
        if (isSought) {
          blocks = elements(this::block);
        } else {
          parser.skipChildren();
        }
      }
    } else {
      parser.skipChildren();
    }
    boolean isGone = !blocks.isEmpty() && blocks.stream().allMatch(Element::isGone);
    return new Element(from, end(), isGone, edits(blocks));
  }

  private Element block(int from) throws IOException {
    boolean thinks = false;
    boolean ours = false;
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String field = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
          thinks |= field.equals("type") && parser.getText().equals("thinking");
          ours |= field.equals("signature") && isOurs(parser.getText());
        } else {
          parser.skipChildren();
        }
      }
    } else {
      parser.skipChildren();
    }
    return new Element(from, end(), thinks && ours, List.of());
  }

  private int end() throws IOException {
    parser.finishToken();
    return Math.toIntExact(parser.currentLocation().getByteOffset());
  }

  /** Each element goes with the comma before it, the first ones with the comma after. */
  private static List<Edit> edits(List<Element> list) {
    int kept = 0;
    while (kept < list.size() && list.get(kept).isGone()) {
      kept++;
    }
    List<Edit> edits = new ArrayList<>();
    if (kept == list.size()) {
      return edits;
    }
    if (kept > 0) {
      edits.add(new Edit(list.getFirst().from(), list.get(kept).from(), ""));
    }
    for (int at = kept; at < list.size(); at++) {
      Element element = list.get(at);
      if (element.isGone()) {
        edits.add(new Edit(list.get(at - 1).to(), element.to(), ""));
      } else {
        edits.addAll(element.inside());
      }
    }
    return edits;
  }
}
