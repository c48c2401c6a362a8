package dev.maestro.dialect.gemini;

import io.vertx.core.buffer.Buffer;

/** How the pieces of one stream are set apart: as events, or as the elements of a list. */
final class GeminiFrames {
  private final boolean isList;
  private boolean any;

  private GeminiFrames(boolean isList) {
    this.isList = isList;
  }

  static GeminiFrames events() {
    return new GeminiFrames(false);
  }

  static GeminiFrames list() {
    return new GeminiFrames(true);
  }

  /**
   * What may stand between two pieces in either framing. A comment may not: the vendor's own SDK
   * for Python takes it for a piece (google-genai 1.x).
   */
  static Buffer ping() {
    return Buffer.buffer("\r\n");
  }

  boolean any() {
    return any;
  }

  Buffer element(Buffer json) {
    Buffer out = Buffer.buffer(json.length() + 16);
    out.appendString(!isList ? "data: " : any ? ",\r\n" : "[").appendBuffer(json);
    any = true;
    return isList ? out : out.appendString("\r\n\r\n");
  }

  Buffer close() {
    return Buffer.buffer(!isList ? "" : any ? "]" : "[]");
  }
}
