package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.e2e.running.Folders;
import dev.maestro.e2e.running.GatewayProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code maestro demo --exit}, as a visitor runs it. */
class DemoTest {
  private static final long LONGEST_SECONDS = 120;
  private static final List<String> SESSIONS =
      List.of(
          "anthropic/demo_anthropic +API key",
          "openai/demo_openai +API key",
          "gemini/demo_gemini +API key",
          "anthropic/demo_anthropic_oauth +OAuth",
          "openai/demo_openai_oauth +OAuth",
          "gemini/demo_gemini_oauth +OAuth");

  private Path folder;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createTempDirectory("maestro-demo");
  }

  @AfterEach
  void clean() throws IOException {
    Folders.delete(folder);
  }

  @Test
  void allSixWaysInAreCompleteAndASecondRunLogsTheDeadOnesInAgain() throws Exception {
    assertThat(run()).contains("pasted the code", "gateway's callback").doesNotContain("earlier");
    assertThat(run()).contains("from an earlier run", "asks for a new login");
  }

  private String run() throws Exception {
    var output = folder.resolve("output");
    var builder =
        new ProcessBuilder(
                GatewayProcess.distribution().resolve("bin/maestro").toString(), "demo", "--exit")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("MAESTRO_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MAESTRO_HOME", folder.resolve("home").toString());
    builder.environment().put("MAESTRO_HTTP_PORT", "0");
    var demo = builder.start();
    var ended = demo.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
    demo.destroyForcibly();
    var text = Files.readString(output);
    assertThat(ended).as(text).isTrue();
    assertThat(demo.exitValue()).as(text).isZero();
    for (var session : SESSIONS) {
      assertThat(text).containsPattern("(?m)^" + session + " .* yes$");
    }
    return text;
  }
}
