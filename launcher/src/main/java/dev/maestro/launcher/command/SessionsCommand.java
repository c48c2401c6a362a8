package dev.maestro.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.Secret;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayRefusal;
import dev.maestro.launcher.client.Table;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maestro sessions}. */
@Command(
    name = "sessions",
    mixinStandardHelpOptions = true,
    description = "Named logins at providers.",
    footer = {"", "Example: maestro sessions create openai/work --api-key-env OPENAI_API_KEY"})
public final class SessionsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Say what to do: list, create, show, update, refresh or delete.");
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Lists the sessions.",
      footer = {"", "Example: maestro sessions list --provider openai --json"})
  int list(
      @Mixin Connection connection,
      @Mixin Output output,
      @Option(names = "--provider", paramLabel = "ID", description = "Only this provider's.")
          String provider,
      @Option(
              names = "--status",
              paramLabel = "STATUS",
              description = "Only those: active, pending, needs_login, …")
          String status) {
    List<String> query = new ArrayList<>();
    add(query, "provider", provider);
    add(query, "status", status);
    String path = "/api/sessions" + (query.isEmpty() ? "" : "?" + String.join("&", query));
    JsonNode answer = connection.ask(gateway -> gateway.call("GET", path));
    Table table =
        new Table(
            "No session yet. Create one: maestro sessions create openai/work",
            "SESSION",
            "AUTH",
            "STATUS",
            "CREDENTIAL",
            "DEFAULT",
            "EXPIRES",
            "CREATED",
            "LAST USED");
    for (JsonNode session : answer.path("sessions")) {
      table.add(
          title(session),
          session.path("auth_type").asText(),
          session.path("status").asText(),
          text(session, "credential"),
          session.path("default").asBoolean() ? "yes" : "",
          text(session, "expires_at"),
          text(session, "created_at"),
          text(session, "last_used_at"));
    }
    output.print(answer, table);
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Creates a session from a vendor's API key, which is asked for without echo.",
      footer = {
        "",
        "Examples:",
        "  maestro sessions create anthropic/work",
        "  maestro sessions create openai/work --api-key-env OPENAI_API_KEY --default",
        "  pass show gemini | maestro sessions create gemini/work --api-key-stdin"
      })
  int create(
      @Mixin Connection connection,
      @Mixin Output output,
      @Parameters(
              paramLabel = "PROVIDER/NAME",
              converter = SessionName.Converter.class,
              description = "Name: 3 to 50 of letters, digits, _ and -.")
          SessionName session,
      @ArgGroup ApiKeySource key,
      @Option(
              names = "--organization",
              paramLabel = "ID",
              description = "The vendor's organisation.")
          String organization,
      @Option(names = "--project", paramLabel = "ID", description = "The vendor's project.")
          String project,
      @Option(names = "--default", description = "The provider's default session.")
          boolean standard) {
    Secret secret = ApiKeySource.read(key, spec.commandLine().getErr());
    ObjectNode wanted =
        JsonNodeFactory.instance
            .objectNode()
            .put("provider", session.provider())
            .put("auth_type", "api_key")
            .put("name", session.name())
            .put("api_key", secret.reveal());
    if (organization != null) {
      wanted.put("organization", organization);
    }
    if (project != null) {
      wanted.put("project", project);
    }
    if (standard) {
      wanted.put("default", true);
    }
    JsonNode answer = connection.ask(gateway -> gateway.call("POST", "/api/sessions", wanted));
    output.print(answer, "Created " + title(answer) + "." + checked(answer));
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Gives a session another API key, which is asked for without echo, or its mark",
        "as default, or both. A key that the vendor refuses leaves the old one."
      },
      footer = {
        "",
        "Examples:",
        "  maestro sessions update anthropic/work",
        "  maestro sessions update openai/work --api-key-env OPENAI_API_KEY",
        "  maestro sessions update gemini/work --default"
      })
  int update(
      @Mixin Connection connection,
      @Mixin Output output,
      @Parameters(
              paramLabel = "PROVIDER/NAME",
              converter = SessionName.Converter.class,
              description = "As sessions list shows it.")
          SessionName session,
      @ArgGroup ApiKeySource key,
      @Option(
              names = "--default",
              negatable = true,
              description = "Make it the provider's default session, or no longer that.")
          Boolean standard) {
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    boolean newKey = key != null || standard == null;
    if (newKey) {
      change.put("api_key", ApiKeySource.read(key, spec.commandLine().getErr()).reveal());
    }
    if (standard != null) {
      change.put("default", standard.booleanValue());
    }
    JsonNode answer = connection.ask(gateway -> gateway.call("PATCH", session.path(), change));
    output.print(answer, "Updated " + title(answer) + "." + (newKey ? checked(answer) : ""));
    return 0;
  }

  private static String checked(JsonNode session) {
    return session.hasNonNull("checked_at")
        ? ""
        : " The vendor could not be asked whether the key is good.";
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Shows one session.",
      footer = {"", "Example: maestro sessions show openai/work"})
  int show(
      @Mixin Connection connection,
      @Mixin Output output,
      @Parameters(
              paramLabel = "PROVIDER/NAME",
              converter = SessionName.Converter.class,
              description = "As sessions list shows it.")
          SessionName session) {
    JsonNode answer = connection.ask(gateway -> gateway.call("GET", session.path()));
    Table table = new Table("", "SESSION", title(answer));
    answer
        .properties()
        .forEach(field ->
            table.add(
                field.getKey(),
                field.getValue().isValueNode()
                    ? text(answer, field.getKey())
                    : field.getValue().toString()));
    output.print(answer, table);
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Refreshes a login's tokens now.",
      footer = {"", "Example: maestro sessions refresh anthropic/work"})
  int refresh(
      @Mixin Connection connection,
      @Mixin Output output,
      @Parameters(
              paramLabel = "PROVIDER/NAME",
              converter = SessionName.Converter.class,
              description = "As sessions list shows it.")
          SessionName session) {
    try {
      JsonNode answer =
          connection.ask(gateway -> gateway.call("POST", session.path() + "/refresh"));
      String expires =
          answer.hasNonNull("expires_at") ? " Good until " + text(answer, "expires_at") + "." : "";
      output.print(answer, "Refreshed " + session + "." + expires);
      return 0;
    } catch (GatewayRefusal refusal) {
      if (!refusal.code().equals("needs_login")) {
        throw refusal;
      }
      throw new CommandFailed(
          refusal.getMessage() + " Log in again: maestro login " + session, refusal);
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Deletes a session and its secrets.",
      footer = {"", "Example: maestro sessions delete openai/work"})
  int delete(
      @Mixin Connection connection,
      @Parameters(
              paramLabel = "PROVIDER/NAME",
              converter = SessionName.Converter.class,
              description = "As sessions list shows it.")
          SessionName session) {
    connection.ask(gateway -> gateway.call("DELETE", session.path()));
    spec.commandLine().getOut().println("Deleted " + session + ".");
    return 0;
  }

  private static void add(List<String> query, String name, String value) {
    if (value != null) {
      query.add(name + "=" + SessionName.encoded(value));
    }
  }

  private static String title(JsonNode session) {
    return session.path("provider").asText() + "/" + session.path("name").asText();
  }

  private static String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.path(field).asText() : "";
  }
}
