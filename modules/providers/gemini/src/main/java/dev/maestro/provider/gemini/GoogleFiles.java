package dev.maestro.provider.gemini;

import dev.maestro.api.ProviderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where Google's programs look for credentials on a machine. Its methods block.
 *
 * @param environment a variable's value, or null
 */
record GoogleFiles(UnaryOperator<String> environment, Path home) {
  private static final long LARGEST = 1 << 20;
  private static final String DEFAULT = "application_default_credentials.json";

  static GoogleFiles ofThisMachine() {
    return new GoogleFiles(System::getenv, Path.of(System.getProperty("user.home", ".")));
  }

  /**
   * The Application Default Credentials, if a file has them: the one that the environment names, or
   * gcloud's.
   */
  Optional<String> applicationDefault(String setting) {
    String named = environment.apply("GOOGLE_APPLICATION_CREDENTIALS");
    if (named != null && !named.isBlank()) {
      return Optional.of(read(named, "GOOGLE_APPLICATION_CREDENTIALS"));
    }
    Path gcloud = gcloud().resolve(DEFAULT);
    return Files.isRegularFile(gcloud)
        ? Optional.of(read(gcloud.toString(), setting))
        : Optional.empty();
  }

  private Path gcloud() {
    String folder = environment.apply("CLOUDSDK_CONFIG");
    if (folder != null && !folder.isBlank()) {
      return Path.of(folder);
    }
    String windows = environment.apply("APPDATA");
    return windows == null || windows.isBlank()
        ? home.resolve(".config").resolve("gcloud")
        : Path.of(windows).resolve("gcloud");
  }

  /**
   * A file's text.
   *
   * @param setting what named it, for the message
   */
  String read(String file, String setting) {
    try {
      Path path = Path.of(file);
      if (Files.isRegularFile(path) && Files.size(path) <= LARGEST) {
        return Files.readString(path);
      }
    } catch (IOException | InvalidPathException unreadable) {
      // Falls through: what is wrong with it is said below, without its content.
    }
    throw ProviderException.invalid(
        setting, "no file that can be read: " + file, "Check the path and who may read it.");
  }
}
