package dev.maestro.e2e.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The vendors with their logins, and one gateway that logs in there. */
public final class LoginStage implements AutoCloseable {
  private final Path folder;
  private final Vendors vendors;
  private final AutoCloseable running;
  private final Person person;

  private LoginStage(Path folder, Vendors vendors, AutoCloseable running, Gateway gateway) {
    this.folder = folder;
    this.vendors = vendors;
    this.running = running;
    this.person = new Person(vendors, gateway);
  }

  /** With the gateway in this process. */
  public static LoginStage inside() throws Exception {
    var folder = Files.createTempDirectory("maestro-logins");
    return inside(folder, Vendors.start(), Map.of());
  }

  /** The same with more settings, for vendors that are there already. */
  public static LoginStage inside(Path folder, Vendors vendors, Map<String, String> more)
      throws Exception {
    var settings = settings(vendors, folder);
    settings.putAll(more);
    var inside = GatewayInside.start(UnpackedPostgres.into(folder.resolve("home")), settings);
    return new LoginStage(folder, vendors, inside, inside.gateway());
  }

  /** With the gateway as its users start it. */
  public static LoginStage process() throws Exception {
    var folder = Files.createTempDirectory("maestro-logins");
    var vendors = Vendors.start();
    var settings = settings(vendors, folder);
    settings.put(
        "GOOGLE_APPLICATION_CREDENTIALS",
        settings.put("providers.gemini-adc.oauth.service-account-file", "adc"));
    var process = GatewayProcess.launch(UnpackedPostgres.into(folder.resolve("home")), settings);
    return new LoginStage(folder, vendors, process, process.ready());
  }

  /** All that tells a gateway where the vendors are and how it logs in. */
  public static Map<String, String> settings(Vendors vendors, Path folder) throws Exception {
    Map<String, String> settings = new TreeMap<>(vendors.settings());
    settings.putAll(vendors.loginSettings());
    settings.put("oauth.callback.port", "0");
    workload(settings, "gemini-machine", CredentialFiles.ofServiceAccount(vendors, folder));
    workload(settings, "gemini-adc", CredentialFiles.ofGcloud(vendors, folder));
    return settings;
  }

  /** A second Gemini, whose logins need nobody. */
  private static void workload(Map<String, String> settings, String id, Path file) {
    Map<String, String> like = new TreeMap<>(settings);
    like.forEach((name, value) -> {
      if (name.startsWith("providers.gemini.") && !name.contains("client-")) {
        settings.put("providers." + id + name.substring("providers.gemini".length()), value);
      }
    });
    settings.put("providers." + id + ".use", "gemini");
    settings.put("providers." + id + ".oauth.service-account-file", file.toString());
  }

  public Vendors vendors() {
    return vendors;
  }

  public Gateway gateway() {
    return person.gateway();
  }

  public Person person() {
    return person;
  }

  @Override
  public void close() throws IOException {
    try {
      running.close();
    } catch (Exception failure) {
      throw new AssertionError("the gateway does not end", failure);
    } finally {
      vendors.close();
      Folders.delete(folder);
    }
  }
}
