package dev.maestro.simulator.login;

import java.util.regex.Pattern;

/**
 * A client that a vendor knows.
 *
 * @param secret empty for a public client
 * @param redirects the redirect URIs it registered, all of one
 */
record Client(String id, String secret, Pattern redirects) {

  boolean mayRedirectTo(String uri) {
    return redirects.matcher(uri).matches();
  }

  @Override
  public String toString() {
    return "Client[id=" + id + "]";
  }
}
