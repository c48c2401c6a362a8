package dev.maestro.e2e.program;

import dev.maestro.e2e.running.Gateway;
import dev.maestro.simulator.Vendor;

/** Requests as text, for connections that are not read as they should be. */
final class Requests {
  private Requests() {}

  static String chat(Gateway gateway, Vendor vendor, String session, String prompt) {
    return post(
        gateway,
        Gateway.path(vendor, session) + "/chat",
        Gateway.question(Gateway.model(vendor), prompt).toString());
  }

  static String post(Gateway gateway, String path, String body) {
    return String.join(
        "\r\n",
        "POST " + path + " HTTP/1.1",
        "host: 127.0.0.1",
        "content-type: application/json",
        "authorization: Bearer " + gateway.key(),
        "content-length: " + body.length(),
        "",
        body);
  }
}
