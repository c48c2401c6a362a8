package dev.maestro.launcher.credential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What stands in another program's file. Whatever is wrong with it, its text is not quoted. */
sealed interface CredentialFile {
  int LARGEST = 1 << 20;

  /** There is none. */
  record Absent() implements CredentialFile {}

  /** It is there, but not as it should be. */
  record Broken(String problem) implements CredentialFile {}

  /** A JSON object. */
  record Json(JsonNode root) implements CredentialFile {}

  static CredentialFile read(Path file) {
    if (Files.notExists(file)) {
      return new Absent();
    }
    if (!Files.isRegularFile(file)) {
      return new Broken("is no file; see what lies there");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      return bytes.length > LARGEST
          ? new Broken("is larger than 1 MiB; see whether it is the right file")
          : parsed(bytes);
    } catch (IOException unreadable) {
      return new Broken("cannot be read; see its permissions");
    }
  }

  private static CredentialFile parsed(byte[] bytes) throws IOException {
    try {
      JsonNode root = JsonMapper.builder().build().readTree(bytes);
      return root.isObject()
          ? new Json(root)
          : new Broken("holds no JSON object; log in with its program again");
    } catch (JsonProcessingException malformed) {
      return new Broken(
          "is no JSON near line %d, column %d; log in with its program again"
              .formatted(
                  malformed.getLocation().getLineNr(), malformed.getLocation().getColumnNr()));
    }
  }
}
