package dev.maestro.launcher.doctor;

import dev.maestro.core.settings.Settings;
import dev.maestro.core.settings.StartRefusedException;
import dev.maestro.core.settings.TlsSettings;
import dev.maestro.launcher.home.HomeLock;
import dev.maestro.launcher.program.TlsFiles;
import dev.maestro.launcher.program.VaultCheck;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks at everything a gateway with these settings needs. Blocks. */
public final class Examination {
  private static final int JDK = 25;

  private final Settings settings;

  public Examination(Settings settings) {
    this.settings = settings;
  }

  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(jdk());
    findings.addAll(new HomeFolder(settings.home()).findings());
    settings.http().tls().ifPresent(tls -> findings.add(tls(tls)));
    if (HomeLock.isHeld(settings.home())) {
      findings.add(new OwnGateway(settings).finding());
    } else {
      findings.add(database());
      findings.add(port());
    }
    settings.providers().folders().forEach(folder -> findings.add(providers(folder)));
    findings.addAll(Reachability.of(settings));
    return findings;
  }

  private static Finding jdk() {
    int version = Runtime.version().feature();
    String text = "JDK " + Runtime.version() + " in " + System.getProperty("java.home");
    return version >= JDK
        ? Finding.ok("jdk", text)
        : Finding.problem("jdk", text + "; install a JDK " + JDK + " and set JAVA_HOME to it");
  }

  private static Finding tls(TlsSettings files) {
    try {
      TlsFiles.check(files);
      return Finding.ok("tls", files.certificate() + " and " + files.key() + " can be read");
    } catch (StartRefusedException refused) {
      return Finding.refused("tls", refused);
    }
  }

  private Finding database() {
    if (!Files.isDirectory(settings.home().resolve("postgres"))
        && settings.database().url().isEmpty()) {
      return Finding.ok("database", "none yet; the first start makes it");
    }
    try {
      VaultCheck.run(settings);
      return Finding.ok("database", "it answers, and the master key fits");
    } catch (StartRefusedException refused) {
      return Finding.refused("database", refused);
    }
  }

  private Finding port() {
    String host = settings.http().host();
    int port = settings.http().port();
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port));
      return Finding.ok("port", host + ":" + (port == 0 ? "any free port" : port + " is free"));
    } catch (IOException taken) {
      return Finding.problem(
          "port",
          "%s:%d cannot be taken (%s); stop what has it, or set http.port (MAESTRO_HTTP_PORT)"
              .formatted(host, port, taken.getMessage()));
    }
  }

  private static Finding providers(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Finding.ok("providers", folder + " is not there; nothing is deployed from it");
    }
    try (Stream<Path> files = Files.list(folder)) {
      long jars = files.filter(file -> !file.getFileName().toString().startsWith(".")).count();
      return Finding.ok("providers", folder + " holds " + jars);
    } catch (IOException unreadable) {
      return Finding.problem("providers", folder + " cannot be read; see its permissions");
    }
  }
}
