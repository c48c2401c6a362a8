package dev.maestro.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.core.settings.Settings;
import dev.maestro.core.settings.SettingsSources;
import dev.maestro.launcher.Main;
import dev.maestro.launcher.program.Program;
import dev.maestro.launcher.store.TestDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Each finding of {@code maestro doctor}, and the exit code that follows from it. */
@Timeout(60)
class DoctorTest {
  @RegisterExtension private final TestDatabase database = new TestDatabase();

  @TempDir private Path folder;
  private final RecordingGateway vendor = new RecordingGateway(200, "text/plain", "");
  private Path home;
  private String settings;

  @BeforeEach
  void layOut() throws Exception {
    home = Files.createDirectory(folder.resolve("home"));
    settings = "";
    set("home", home.toString());
    set("http.port", "0");
    set("providers.folder", home.resolve("providers").toString());
    for (String provider : new String[] {"anthropic", "openai", "gemini"}) {
      set("providers." + provider + ".base-url", vendor.url().toString());
    }
  }

  @AfterEach
  void close() {
    vendor.close();
  }

  @Test
  void aSoundInstallationIsAllOkAndEndsWithZero() throws Exception {
    Files.createDirectory(home.resolve("providers"));
    assertThat(finding("jdk").getString("text")).contains("JDK " + Runtime.version().feature());
    assertThat(finding("home").getBoolean("ok")).isTrue();
    assertThat(finding("database").getString("text")).contains("the first start makes it");
    assertThat(finding("port").getBoolean("ok")).isTrue();
    assertThat(finding("providers").getBoolean("ok")).isTrue();
    assertThat(finding("gemini").getString("text")).contains("can be reached");
    assertThat(run().code()).isZero();
    assertThat(home.toFile().list()).containsOnly("providers");
  }

  @Test
  void aPersonReadsALineForEachFinding() throws Exception {
    String text = run("doctor", "--config", file().toString()).out();
    assertThat(text.lines()).allMatch(line -> line.startsWith("ok "));
    assertThat(text).contains("ok       jdk", "ok       home", "ok       anthropic");
  }

  @Test
  void aHomeThatIsNoFolderIsAProblem() throws Exception {
    Files.delete(home);
    Files.writeString(home, "");
    isProblem("home", home.toString(), "MAESTRO_HOME");
  }

  @Test
  void aKeyThatOthersCanReadIsAProblem() throws Exception {
    Path key = Files.writeString(home.resolve("admin.key"), "secret");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    isProblem("admin.key", "chmod 600 " + key);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    assertThat(run().code()).isZero();
  }

  @Test
  void aTakenPortIsAProblem() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      set("http.port", Integer.toString(taken.getLocalPort()));
      isProblem("port", "127.0.0.1:" + taken.getLocalPort(), "MAESTRO_HTTP_PORT");
    }
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsAProblemWithoutItsPassword() throws Exception {
    set("database.url", "postgresql://maestro:planted@127.0.0.1:1/maestro");
    String told = isProblem("database", "127.0.0.1:1", "database.url");
    assertThat(told).doesNotContain("planted");
  }

  @Test
  void aDatabaseThatAnswersIsOk() throws Exception {
    set("database.url", database.url().reveal());
    assertThat(finding("database").getString("text")).contains("the master key fits");
    assertThat(run().code()).isZero();
  }

  @Test
  void aVendorOutOfReachIsAProblem() throws Exception {
    set("providers.openai.base-url", "http://127.0.0.1:1/v1");
    isProblem("openai", "http://127.0.0.1:1/v1 cannot be reached", "providers.openai.base-url");
    assertThat(finding("anthropic").getBoolean("ok")).isTrue();
  }

  @Test
  void aMissingCertificateIsAProblem() throws Exception {
    set("http.tls.cert", folder.resolve("cert.pem").toString());
    set("http.tls.key", folder.resolve("key.pem").toString());
    isProblem("tls", "http.tls.cert", "which is not there");
  }

  @Test
  void wrongSettingsAreAProblem() throws Exception {
    set("http.prot", "1");
    isProblem("settings", "did you mean http.port?");
  }

  @Test
  void aGatewayOnThisHomeIsFoundAndAskedWhetherItIsReady() throws Exception {
    set("database.url", database.url().reveal());
    try (Program program = Program.start(started())) {
      set("http.port", Integer.toString(program.port()));
      assertThat(finding("gateway").getString("text")).contains("ready at " + program.url());
      assertThat(run().code()).isZero();
      set("http.port", "1");
      isProblem("gateway", "http://127.0.0.1:1", "http.port");
    }
  }

  private Settings started() throws Exception {
    return Settings.read(
        new SettingsSources(
            Map.of(), Files.readString(file()), "maestro.yaml", folder, folder, folder));
  }

  private void set(String key, String value) {
    settings =
        settings.replaceAll("(?m)^" + key.replace(".", "\\.") + ":.*\n", "")
            + key
            + ": \""
            + value
            + "\"\n";
  }

  /** Returns all that was said of it. */
  private String isProblem(String subject, String... texts) throws Exception {
    Outcome listed = run();
    JsonObject finding = finding(subject, listed.out());
    assertThat(finding.getBoolean("ok")).isFalse();
    assertThat(finding.getString("text")).contains(texts).doesNotContain("\n");
    assertThat(listed.code()).isEqualTo(1);
    String read = run("doctor", "--config", file().toString()).out();
    assertThat(read).containsPattern("(?m)^problem  " + subject + " ");
    return listed.out() + read;
  }

  private JsonObject finding(String subject) throws Exception {
    return finding(subject, run().out());
  }

  private static JsonObject finding(String subject, String json) {
    return new JsonArray(json)
        .stream()
            .map(JsonObject.class::cast)
            .filter(found -> found.getString("subject").equals(subject))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + subject + " in " + json));
  }

  private Outcome run() throws Exception {
    return run("doctor", "--json", "--config", file().toString());
  }

  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    int code =
        Main.commandLine(new PrintWriter(out, true), new PrintWriter(new StringWriter()))
            .execute(arguments);
    return new Outcome(code, out.toString());
  }

  private record Outcome(int code, String out) {}

  private Path file() throws Exception {
    return Files.writeString(folder.resolve("maestro.yaml"), settings);
  }
}
