package dev.maestro.dialect.openai;

import dev.maestro.api.chat.Part;
import dev.maestro.dialect.Field;

/** Reads media as both formats write them. */
public final class MediaReader {
  private static final String SCHEME = "data:";
  private static final String BASE64 = ";base64";

  private MediaReader() {}

  /**
   * A URL of the web, or one that holds the data.
   *
   * @param name of the file, or null
   * @param detail or null
   */
  public static Part.Media url(Part.MediaKind kind, Field field, String name, String detail) {
    String url = field.text();
    int comma = url.indexOf(',');
    if (comma > 0 && url.startsWith(SCHEME) && url.startsWith(BASE64, comma - BASE64.length())) {
      String type = url.substring(SCHEME.length(), url.indexOf(';'));
      if (!type.isEmpty()) {
        return new Part.Media(kind, type, url.substring(comma + 1), null, null, name, detail);
      }
    }
    if (url.startsWith("https://") || url.startsWith("http://")) {
      return new Part.Media(kind, null, null, url, null, name, detail);
    }
    throw field.wrong(
        "is neither a web address nor base64 data.",
        "Send https://… or data:<media type>;base64,….");
  }

  /** A file that the vendor holds. */
  public static Part.Media held(Part.MediaKind kind, String id, String name, String detail) {
    return new Part.Media(kind, null, null, null, id, name, detail);
  }

  /** Sound: {@code {"data":…,"format":"mp3"}}. */
  public static Part.Media audio(Field audio) {
    String format = audio.at("format").required().text();
    return new Part.Media(
        Part.MediaKind.AUDIO,
        format.equals("mp3") ? "audio/mpeg" : "audio/" + format,
        audio.at("data").required().text(),
        null,
        null,
        null,
        null);
  }
}
