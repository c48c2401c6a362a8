package dev.maestro.launcher.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A session as it is written on the command line: {@code PROVIDER/NAME}. */
record SessionName(String provider, String name) {
  static SessionName of(String text) {
    int slash = text.indexOf('/');
    if (slash <= 0 || slash == text.length() - 1) {
      throw new TypeConversionException(
          "\"" + text + "\" is no session; write PROVIDER/NAME, for example openai/work");
    }
    return new SessionName(text.substring(0, slash), text.substring(slash + 1));
  }

  String path() {
    return "/api/sessions/" + encoded(provider) + "/" + encoded(name);
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return provider + "/" + name;
  }

  /** Lets picocli read it. */
  static final class Converter implements ITypeConverter<SessionName> {
    @Override
    public SessionName convert(String text) {
      return of(text);
    }
  }
}
