package dev.maestro.testkit;

import dev.maestro.api.upstream.UpstreamAnswer;
import java.util.Arrays;

/** Plays the part of a vendor where people log in, and the person who does. */
public interface LoginStandIn {
  /**
   * The code, without the state, of what the login page answers once the person agrees.
   *
   * @param page as a browser gets it; redirects are not followed
   */
  default String code(UpstreamAnswer page) {
    String location = page.headers().getOrDefault("location", "");
    return Arrays.stream(location.substring(location.indexOf('?') + 1).split("&"))
        .filter(field -> field.startsWith("code="))
        .map(field -> field.substring("code=".length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No code: " + page.status() + " " + page.body()));
  }

  /**
   * Refuses from now on every credential that requests were made with so far; what gets the next
   * one stays good.
   */
  void expire();
}
