package dev.maestro.launcher.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.core.settings.Settings;
import dev.maestro.core.settings.StartRefusedException;
import dev.maestro.launcher.doctor.Examination;
import dev.maestro.launcher.doctor.Finding;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code maestro doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Looks at this installation and says what is wrong and what to do.",
    footer = {"", "Example: maestro doctor"})
public final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SettingsOption settings;
  @Mixin private Output output;

  @Override
  public Integer call() {
    List<Finding> findings =
        Progress.during(
            spec.commandLine().getErr(),
            "opening the database, reaching for the vendors",
            this::examine);
    ArrayNode data = JsonNodeFactory.instance.arrayNode();
    StringBuilder lines = new StringBuilder();
    for (Finding finding : findings) {
      data.add(json(finding));
      lines.append(
          "%-8s %-12s %s%n"
              .formatted(finding.ok() ? "ok" : "problem", finding.subject(), finding.text()));
    }
    output.print(data, lines.toString().stripTrailing());
    return findings.stream().allMatch(Finding::ok) ? 0 : 1;
  }

  private List<Finding> examine() {
    Settings read;
    try {
      read = settings.read();
    } catch (StartRefusedException refused) {
      return List.of(Finding.refused("settings", refused));
    }
    return new Examination(read).findings();
  }

  private static ObjectNode json(Finding finding) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("subject", finding.subject())
        .put("ok", finding.ok())
        .put("text", finding.text());
  }
}
