package dev.maestro.launcher.demo;

import dev.maestro.simulator.Vendor;
import java.util.List;

/** A session of the demo, and the model that it shows where the vendor has it. */
record DemoSession(Vendor vendor, String model) {
  static final List<DemoSession> ALL =
      List.of(
          new DemoSession(Vendor.ANTHROPIC, "claude-sonnet-4-6"),
          new DemoSession(Vendor.OPENAI, "gpt-4.1-mini"),
          new DemoSession(Vendor.GEMINI, "gemini-2.5-flash"));

  String provider() {
    return vendor.id();
  }

  String name() {
    return "demo_" + vendor.id();
  }

  String path() {
    return "/api/sessions/" + provider() + "/" + name();
  }
}
