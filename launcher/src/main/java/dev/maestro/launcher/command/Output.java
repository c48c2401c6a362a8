package dev.maestro.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maestro.launcher.client.Table;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command prints data: for a person, or as JSON for a program. */
final class Output {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "Print the data as JSON.")
  private boolean json;

  /** This one; as JSON also where that was asked for there. */
  Output within(Output outer) {
    json |= outer.json;
    return this;
  }

  boolean isJson() {
    return json;
  }

  PrintWriter writer() {
    return command.commandLine().getOut();
  }

  void print(JsonNode data, Table table) {
    if (json) {
      writer().println(data.toPrettyString());
    } else {
      table.print(writer());
    }
  }

  void print(JsonNode data, String line) {
    writer().println(json ? data.toPrettyString() : line);
  }
}
