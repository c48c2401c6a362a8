package dev.maestro.launcher.demo;

import dev.maestro.simulator.Vendor;
import java.util.List;
import java.util.stream.Stream;

/**
 * A session of the demo, and the model that it shows where the vendor has it.
 *
 * @param oauth whether somebody logs in, instead of a key being there
 */
record DemoSession(Vendor vendor, boolean oauth, String model) {
  static final List<DemoSession> ALL =
      Stream.of(false, true)
          .flatMap(oauth ->
              Stream.of(
                  new DemoSession(Vendor.ANTHROPIC, oauth, "claude-sonnet-4-6"),
                  new DemoSession(Vendor.OPENAI, oauth, "gpt-4.1-mini"),
                  new DemoSession(Vendor.GEMINI, oauth, "gemini-2.5-flash")))
          .toList();

  String provider() {
    return vendor.id();
  }

  String name() {
    return "demo_" + vendor.id() + (oauth ? "_oauth" : "");
  }

  String login() {
    return oauth ? "OAuth" : "API key";
  }

  String path() {
    return "/api/sessions/" + provider() + "/" + name();
  }
}
