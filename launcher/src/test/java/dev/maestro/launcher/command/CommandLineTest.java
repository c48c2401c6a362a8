package dev.maestro.launcher.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.launcher.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine line =
      Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true));

  @Test
  void everyCommandsHelpHasAnExample() {
    for (CommandLine command : all(line, new ArrayList<>())) {
      String name = command.getCommandSpec().qualifiedName();
      assertThat(command.getUsageMessage()).as(name).containsPattern("Examples?:\\s+");
      assertThat(command.getCommandSpec().optionsMap()).as(name).containsKey("--help");
    }
  }

  @Test
  void noHelpIsWiderThanATerminalSoThatExamplesCanBeCopied() {
    for (CommandLine command : all(line, new ArrayList<>())) {
      assertThat(command.getCommandSpec().usageMessage().footer())
          .as(command.getCommandSpec().qualifiedName())
          .allMatch(text -> text.length() < 80);
    }
  }

  @Test
  void everyParameterAndOptionSaysWhatItIs() {
    for (CommandLine command : all(line, new ArrayList<>())) {
      String name = command.getCommandSpec().qualifiedName();
      command
          .getCommandSpec()
          .args()
          .forEach(argument ->
              assertThat(argument.description())
                  .as(name + " " + argument.paramLabel())
                  .isNotEmpty());
    }
  }

  @Test
  void wrongUseEndsWithTwo() {
    assertThat(line.execute("sessions")).isEqualTo(2);
    assertThat(line.execute("sessions", "create", "no-slash")).isEqualTo(2);
    assertThat(line.execute("frobnicate")).isEqualTo(2);
    assertThat(err.toString()).contains("write PROVIDER/NAME, for example openai/work");
  }

  @Test
  void aGatewayThatIsNotThereEndsWithOneAndSaysHowToStartIt() {
    assertThat(line.execute("sessions", "list", "--key", "k", "--url", "http://127.0.0.1:1"))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains("No gateway answers at http://127.0.0.1:1. Start one with: maestro serve");
  }

  @Test
  void anAddressThatIsNoneIsWrongUse() {
    for (String url : List.of("localhost:7420", "localhost", "ftp://localhost/", "http:///x")) {
      assertThat(line.execute("sessions", "list", "--key", "k", "--url", url)).as(url).isEqualTo(2);
    }
    assertThat(err.toString())
        .contains("--url: \"localhost:7420\" is no address of a gateway")
        .doesNotContain("Exception");
  }

  @Test
  void noKeyGoesToAnotherMachineInClearText() {
    assertThat(line.execute("sessions", "list", "--key", "k", "--url", "http://192.0.2.1"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--url: http://192.0.2.1", "https", "--insecure");
  }

  @Test
  void theAdminKeyOfThisMachineGoesToNoOther() throws Exception {
    Path settings =
        Files.writeString(folder.resolve("maestro.yaml"), "admin:\n  key: planted-admin-key\n");
    for (String url : List.of("https://192.0.2.1", "https://127.0.0.1.example")) {
      assertThat(line.execute("sessions", "list", "--url", url, "--config", settings.toString()))
          .as(url)
          .isEqualTo(2);
    }
    assertThat(err.toString())
        .contains("--key: give the key for https://192.0.2.1, or set MAESTRO_KEY");
  }

  @Test
  void wrongSettingsAreNamedAndEndWithOne() throws Exception {
    Path settings = Files.writeString(folder.resolve("maestro.yaml"), "http:\n  prot: 1\n");
    assertThat(line.execute("models", "openai/work", "--config", settings.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("http.prot", "did you mean http.port?");
  }

  private static List<CommandLine> all(CommandLine command, List<CommandLine> found) {
    found.add(command);
    command.getSubcommands().values().forEach(child -> all(child, found));
    return found;
  }
}
