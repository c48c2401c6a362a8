package dev.maestro.launcher.credential;

import java.nio.file.Path;
import java.util.List;

/**
 * The login of Gemini's own command line: found, so that nobody looks for it in vain, and left
 * alone.
 */
final class GeminiCommand {
  static final String SOURCE = "gemini";
  private static final String WHY =
      "This login belongs to Google's own client: Google's terms forbid its use by any other"
          + " program, and suspend accounts for it. Take an API key, or your own OAuth client:"
          + " maestro login gemini --name work";

  private GeminiCommand() {}

  static List<Found> find(Places places) {
    Path file = places.home().resolve(".gemini").resolve("oauth_creds.json");
    String where = places.shown(file);
    return switch (CredentialFile.read(file)) {
      case CredentialFile.Absent absent -> List.of();
      case CredentialFile.Broken broken ->
          List.of(Found.unusable(SOURCE, where, "unreadable", where + " " + broken.problem()));
      case CredentialFile.Json json ->
          List.of(Found.unusable(SOURCE, where, "login of the Gemini CLI", WHY));
    };
  }
}
