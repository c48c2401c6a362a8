package dev.maestro.launcher.program;

import dev.maestro.api.FieldProblem;
import dev.maestro.core.settings.StartRefusedException;
import dev.maestro.core.settings.TlsSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of {@code http.tls}, looked at before anything is started. */
public final class TlsFiles {
  private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";
  private static final String KEY = " PRIVATE KEY-----";
  private static final String LOCKED_KEY = "-----BEGIN ENCRYPTED PRIVATE KEY-----";

  private TlsFiles() {}

  /** Refuses and names each setting whose file is missing, closed to us, or not PEM. Blocks. */
  public static void check(TlsSettings tls) {
    List<FieldProblem> problems =
        Stream.of(
                problem("http.tls.cert", tls.certificate(), "a certificate", CERTIFICATE),
                problem("http.tls.key", tls.key(), "a private key", KEY))
            .flatMap(Optional::stream)
            .toList();
    if (!problems.isEmpty()) {
      throw new StartRefusedException(problems);
    }
  }

  private static Optional<FieldProblem> problem(
      String setting, Path file, String wanted, String mark) {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (text.contains(LOCKED_KEY)) {
        return Optional.of(
            new FieldProblem(
                setting,
                "is \"" + file + "\", a key under a password",
                "take the password off: openssl pkey -in " + file + " -out OTHER"));
      }
      return text.contains(mark)
          ? Optional.empty()
          : Optional.of(
              new FieldProblem(
                  setting,
                  "is \"" + file + "\", which holds no " + wanted.substring(2),
                  "name a PEM file with " + wanted));
    } catch (IOException unreadable) {
      return Optional.of(
          new FieldProblem(
              setting,
              "is \"" + file + "\", which " + reason(unreadable),
              "name a PEM file with " + wanted + " that Maestro may read"));
    }
  }

  private static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing -> "is not there";
      case AccessDeniedException closed -> "this user may not read";
      default -> "cannot be read (" + failure.getMessage() + ")";
    };
  }
}
