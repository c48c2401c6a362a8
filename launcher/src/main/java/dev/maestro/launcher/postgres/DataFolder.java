package dev.maestro.launcher.postgres;

import dev.maestro.api.Secret;
import dev.maestro.core.settings.StartRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cluster's data with the password that opens it. */
record DataFolder(Path path, Secret password) {
  static final String USER = "maestro";
  private static final Logger logger = LoggerFactory.getLogger(DataFolder.class);
  private static final String UNFINISHED = "unfinished-";
  private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);

  /** Opens {@code parent/data}, or makes it; data of another major version is refused. */
  static DataFolder open(Path parent, PostgresBinaries binaries, Account account)
      throws IOException, InterruptedException {
    Path data = parent.resolve("data");
    Path passwordFile = parent.resolve("password");
    if (!Files.exists(data)) {
      return create(parent, data, passwordFile, binaries, account);
    }
    refuseOtherMajorVersion(data, binaries, account);
    account.own(data);
    return new DataFolder(data, readPassword(passwordFile));
  }

  // Made aside and moved in place whole, so that a kill in the middle leaves nothing that looks
  // like
  // data; under a name of its own, for the initdb of a killed gateway may still be writing.
  private static DataFolder create(
      Path parent, Path data, Path passwordFile, PostgresBinaries binaries, Account account)
      throws IOException, InterruptedException {
    removeUnfinished(parent);
    Path unfinished = Files.createTempDirectory(parent, UNFINISHED);
    Path cluster = Files.createDirectory(unfinished.resolve("data"), ownerOnly("rwx------"));
    Path handedOver = unfinished.resolve("password");
    Secret password = newPassword();
    writePrivately(passwordFile, password);
    writePrivately(handedOver, password);
    account.own(unfinished);
    initialise(cluster, handedOver, binaries, account);
    Files.move(cluster, data, StandardCopyOption.ATOMIC_MOVE);
    Folders.delete(unfinished);
    return new DataFolder(data, password);
  }

  private static void removeUnfinished(Path parent) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, UNFINISHED + "*")) {
      for (Path folder : left) {
        try {
          Folders.delete(folder);
        } catch (IOException inUse) {
          logger.debug("{} is left for the next start: {}", folder, inUse.getMessage());
        }
      }
    }
  }

  private static void initialise(
      Path folder, Path passwordFile, PostgresBinaries binaries, Account account)
      throws InterruptedException {
    List<String> initdb =
        List.of(
            binaries.program("initdb").toString(),
            "-D",
            folder.toString(),
            "-U",
            USER,
            "--auth-host=scram-sha-256",
            "--auth-local=reject",
            "--pwfile=" + passwordFile,
            "-E",
            "UTF8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8");
    Command.Outcome outcome = Command.run(account.command(initdb), INITDB_LIMIT);
    if (!outcome.succeeded()) {
      throw new StartRefusedException(
          "The embedded PostgreSQL could not make its data folder: " + outcome.output(),
          "See that the disk has room and "
              + folder.getParent()
              + " can be written, "
              + "or set database.url to a PostgreSQL of your own.");
    }
  }

  private static void refuseOtherMajorVersion(Path data, PostgresBinaries binaries, Account account)
      throws IOException {
    String found = Files.readString(data.resolve("PG_VERSION")).strip();
    String wanted = Integer.toString(binaries.majorVersion());
    if (!found.equals(wanted)) {
      throw new StartRefusedException(
          "The data in %s is PostgreSQL %s's; this Maestro brings PostgreSQL %s."
              .formatted(data, found, wanted),
          "Nothing was changed. With PostgreSQL %s installed (Debian keeps it in the folder named below) this moves it:%n%s"
              .formatted(found, Upgrade.script(data, found, binaries, account)));
    }
  }

  private static Secret readPassword(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new StartRefusedException(
          "The password of the embedded PostgreSQL, " + file + ", is missing.",
          "Put it back from your backup; without it the data beside it stays closed.");
    }
    return Secret.of(Files.readString(file).strip());
  }

  private static Secret newPassword() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    return Secret.of(HexFormat.of().formatHex(random));
  }

  private static void writePrivately(Path file, Secret password) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, ownerOnly("rw-------"));
    Files.writeString(
        file, password.reveal() + "\n", StandardCharsets.UTF_8, StandardOpenOption.SYNC);
  }

  private static FileAttribute<?> ownerOnly(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
