package dev.maestro.launcher.login;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Opens a page in the person's browser, where there is one; that it does not matters little. */
@FunctionalInterface
public interface Browser {
  /** Returns at once. */
  boolean open(String url);

  /** Opens nothing. */
  static Browser none() {
    return url -> false;
  }

  /** The desktop's own. */
  static Browser ofDesktop(String system, Map<String, String> environment) {
    return url ->
        url.matches("https?://\\S+")
            && command(system, environment, url).filter(Browser::start).isPresent();
  }

  /** What opens a page there; empty where nobody sits before a screen. */
  static Optional<List<String>> command(
      String system, Map<String, String> environment, String url) {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.contains("windows")) {
      return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler", url));
    }
    if (name.contains("mac")) {
      return Optional.of(List.of("open", url));
    }
    boolean screen =
        List.of("DISPLAY", "WAYLAND_DISPLAY").stream()
            .anyMatch(variable -> !environment.getOrDefault(variable, "").isBlank());
    return screen ? Optional.of(List.of("xdg-open", url)) : Optional.empty();
  }

  private static boolean start(List<String> command) {
    try {
      new ProcessBuilder(command)
          .redirectInput(ProcessBuilder.Redirect.PIPE)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .getOutputStream()
          .close();
      return true;
    } catch (IOException notThere) {
      return false;
    }
  }
}
