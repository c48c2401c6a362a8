package dev.maestro.simulator.login;

import dev.maestro.simulator.exchange.Reply;
import java.util.Map;

/** What a vendor shows in the browser. */
public final class Pages {
  private Pages() {}

  /** The page for a request that goes nowhere. */
  public static Reply.Whole error(int status, String error, String description) {
    return page(
        status,
        Map.of(),
        "<h1>Error: " + escaped(error) + "</h1><p>" + escaped(description) + "</p>");
  }

  /** The page from which a person copies a code; the header is for tests. */
  public static Reply.Whole code(String text) {
    return page(
        200,
        Map.of("x-sim-code", text, "cache-control", "no-store", "referrer-policy", "no-referrer"),
        "<p>Paste this into the program:</p><code id=\"code\">" + escaped(text) + "</code>");
  }

  private static Reply.Whole page(int status, Map<String, String> headers, String body) {
    return new Reply.Whole(
        status,
        headers,
        "text/html; charset=UTF-8",
        "<!DOCTYPE html>\n<html><head><title>Simulated login</title></head><body>"
            + body
            + "</body></html>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
