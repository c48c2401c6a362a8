package dev.maestro.launcher.postgres;

import dev.maestro.core.settings.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whom PostgreSQL's programs run as. PostgreSQL refuses to be root, so root steps down: into a user
 * namespace of its own, or where those are forbidden to the user nobody.
 *
 * @param prefix words before each command
 * @param owner user id that owns the data
 */
record Account(List<String> prefix, int owner) {
  private static final int ROOT = 0;
  private static final int NOBODY = 65534;
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);
  private static final List<String> NAMESPACE = List.of("unshare", "-U");
  private static final List<String> STEP_DOWN =
      List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

  static Account ordinary(int user) {
    return new Account(List.of(), user);
  }

  static Account namespace() {
    return new Account(NAMESPACE, ROOT);
  }

  static Account nobody() {
    return new Account(STEP_DOWN, NOBODY);
  }

  /** What fits the user we are and the machine we are on. */
  static Account choose(Path folder) throws IOException, InterruptedException {
    int user = Folders.owner(folder);
    return user == ROOT ? chooseForRoot(folder, namespace(), nobody()) : ordinary(user);
  }

  static Account chooseForRoot(Path folder, Account namespace, Account nobody)
      throws IOException, InterruptedException {
    Command.Outcome unshare = namespace.probe("true");
    if (unshare.succeeded()) {
      return namespace;
    }
    Command.Outcome setpriv = nobody.probe("true");
    if (!setpriv.succeeded()) {
      throw new StartRefusedException(
          "PostgreSQL does not run as root, and neither way round works here: "
              + reason(namespace, unshare)
              + "; "
              + reason(nobody, setpriv)
              + ".",
          "Run Maestro as an ordinary user, allow user namespaces, or set database.url to a PostgreSQL of your own.");
    }
    openWay(folder);
    if (!nobody.probe("test", "-x", folder.toString()).succeeded()) {
      throw new StartRefusedException(
          "As root Maestro runs PostgreSQL as the user nobody here, who cannot enter "
              + folder
              + ".",
          "Set home (MAESTRO_HOME) to a folder whose parents are open to all, such as /var/lib/maestro, "
              + "or run Maestro as an ordinary user.");
    }
    return nobody;
  }

  List<String> command(List<String> words) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(words);
    return command;
  }

  /** Lets PostgreSQL's user own a folder. */
  void own(Path folder) throws IOException {
    Folders.give(folder, owner);
  }

  private Command.Outcome probe(String... words) throws InterruptedException {
    return Command.run(command(List.of(words)), PROBE_LIMIT);
  }

  private static String reason(Account account, Command.Outcome outcome) {
    return String.join(" ", account.prefix.subList(0, 1)) + " says \"" + outcome.output() + "\"";
  }

  // Passing through is enough: what is secret in the home folder has mode 0600.
  private static void openWay(Path folder) throws IOException {
    for (Path path : List.of(folder.getParent(), folder)) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      if (permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
        Files.setPosixFilePermissions(path, permissions);
      }
    }
  }
}
