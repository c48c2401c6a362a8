package dev.maestro.gateway.http;

import java.util.UUID;
import java.util.regex.Pattern;

/** The id under which a request is found in the log; comes back as {@code maestro-request-id}. */
public final class RequestId {
  public static final String HEADER = "maestro-request-id";
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

  private RequestId() {}

  /** The client's own if it is harmless, else a new one. */
  static String of(String given) {
    return given != null && SANE.matcher(given).matches() ? given : UUID.randomUUID().toString();
  }
}
