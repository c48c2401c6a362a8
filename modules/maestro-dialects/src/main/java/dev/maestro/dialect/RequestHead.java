package dev.maestro.dialect;

import io.vertx.core.buffer.Buffer;

/**
 * What the gateway must know of a request before it is read.
 *
 * @param model as the client wrote it
 * @param form of the answer the client wants
 * @param includeUsage whether the client asked for usage in the stream, where the format must ask
 * @param modelFrom byte offset of the model's JSON value, its quote included; -1 where the model
 *     does not stand in the body
 * @param modelTo byte offset after it
 * @param usageEdit the change of the body that asks for usage, or null where none is needed
 */
public record RequestHead(
    String model, Form form, boolean includeUsage, int modelFrom, int modelTo, Edit usageEdit) {

  /** How an answer is wanted. */
  public enum Form {
    /** One JSON object. */
    WHOLE,
    /** Server-sent events. */
    EVENTS,
    /** A JSON list that grows, an element an event. */
    LIST
  }

  /** A head without positions, for formats that name the model elsewhere. */
  public static RequestHead of(String model, Form form) {
    return new RequestHead(model, form, true, -1, -1, null);
  }

  /** Whether the answer shall come as it grows. */
  public boolean stream() {
    return form != Form.WHOLE;
  }

  /**
   * Bytes from one offset up to another are replaced.
   *
   * @param text what stands there instead
   */
  public record Edit(int from, int to, String text) {}

  /** The body with another model, and nothing else changed. */
  public Buffer withModel(Buffer body, String vendorModel) {
    return modelFrom < 0
        ? body
        : apply(body, new Edit(modelFrom, modelTo, Json.quoted(vendorModel)));
  }

  /** The same, with usage asked for where the client wants a stream and did not ask for it. */
  public Buffer withUsage(Buffer body, String vendorModel) {
    if (!stream() || usageEdit == null) {
      return withModel(body, vendorModel);
    }
    // From the end to the beginning, so that the other position stays true.
    return usageEdit.from() > modelFrom
        ? withModel(apply(body, usageEdit), vendorModel)
        : apply(withModel(body, vendorModel), usageEdit);
  }

  /** The body with one change. */
  static Buffer apply(Buffer body, Edit edit) {
    return Buffer.buffer(body.length() + edit.text().length())
        .appendBuffer(body, 0, edit.from())
        .appendString(edit.text())
        .appendBuffer(body, edit.to(), body.length() - edit.to());
  }
}
