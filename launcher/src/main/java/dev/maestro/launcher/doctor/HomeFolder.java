package dev.maestro.launcher.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The home folder and the keys in it. */
record HomeFolder(Path home) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  List<Finding> findings() {
    if (!Files.exists(home)) {
      return List.of(Finding.ok("home", home + " is not there yet; the first start makes it"));
    }
    if (!Files.isDirectory(home) || !Files.isWritable(home)) {
      return List.of(
          Finding.problem(
              "home", home + " cannot be written; change its owner or set home (MAESTRO_HOME)"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok("home", home + " can be written"));
    for (String key : List.of("admin.key", "master.key")) {
      Path file = home.resolve(key);
      if (Files.exists(file)) {
        findings.add(key(key, file));
      }
    }
    return findings;
  }

  private static Finding key(String name, Path file) {
    try {
      boolean closed = OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file));
      return closed
          ? Finding.ok(name, "only its owner can read it")
          : Finding.problem(name, "others can read it: chmod 600 " + file);
    } catch (IOException | UnsupportedOperationException unknown) {
      return Finding.problem(name, file + " cannot be looked at: " + unknown.getMessage());
    }
  }
}
