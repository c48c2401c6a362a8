package dev.maestro.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maestro.launcher.client.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code maestro models}. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "Lists the models of a session.",
    footer = {"", "Example: maestro models openai/work --query gpt-4.1"})
public final class ModelsCommand implements Callable<Integer> {
  @Mixin private Connection connection;
  @Mixin private Output output;

  @Parameters(
      paramLabel = "PROVIDER/NAME",
      converter = SessionName.Converter.class,
      description = "As sessions list shows it.")
  private SessionName session;

  @Option(names = "--query", paramLabel = "TEXT", description = "Only those with this in the id.")
  private String query;

  @Option(names = "--capability", paramLabel = "WORD", description = "Only those that can do this.")
  private String capability;

  @Option(names = "--refresh", description = "Ask the vendor, whatever is cached.")
  private boolean refresh;

  @Override
  public Integer call() {
    List<String> asked = new ArrayList<>();
    if (query != null) {
      asked.add("q=" + SessionName.encoded(query));
    }
    if (capability != null) {
      asked.add("capability=" + SessionName.encoded(capability));
    }
    if (refresh) {
      asked.add("refresh=true");
    }
    String path =
        session.path() + "/models" + (asked.isEmpty() ? "" : "?" + String.join("&", asked));
    JsonNode answer = connection.ask(gateway -> gateway.call("GET", path));
    Table table =
        new Table("No model found.", "MODEL", "CONTEXT", "OUTPUT", "CAPABILITIES", "SOURCE");
    for (JsonNode model : answer.path("models")) {
      table.add(
          model.path("id").asText(),
          number(model.path("context_window")),
          number(model.path("max_output_tokens")),
          words(model.path("capabilities")),
          model.path("source").asText());
    }
    output.print(answer, table);
    return 0;
  }

  private static String number(JsonNode value) {
    return value.isNumber() ? value.asText() : "";
  }

  private static String words(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(" "));
  }
}
