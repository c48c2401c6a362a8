package dev.maestro.core.settings;

import java.nio.file.Path;

/** How paths are written in settings. */
final class Paths {
  private Paths() {}

  static Path resolve(String text, Path workingDirectory, Path userHome) {
    if (text.equals("~")) {
      return userHome;
    }
    return text.startsWith("~/")
        ? userHome.resolve(text.substring(2)).normalize()
        : workingDirectory.resolve(text).normalize();
  }

  static Path defaultHome(Path userHome) {
    return userHome.resolve(".maestro");
  }
}
