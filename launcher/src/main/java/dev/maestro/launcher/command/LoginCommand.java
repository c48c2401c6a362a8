package dev.maestro.launcher.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.maestro.launcher.client.GatewayClient;
import dev.maestro.launcher.login.Browser;
import dev.maestro.launcher.login.Dialogue;
import dev.maestro.launcher.login.LoginRun;
import dev.maestro.launcher.login.TypedLines;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code maestro login}. */
@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = {
      "Logs a session in at its vendor by OAuth: makes it, or logs it in anew where its",
      "login has ended; one that is logged in is left as it is. Opens the vendor's page,",
      "then waits for the browser or asks for the code. In a script it prints the page;",
      "run it again with the code on standard input."
    },
    footer = {
      "",
      "Examples:",
      "  maestro login anthropic --name work",
      "  maestro login openai/work --again",
      "  echo CODE | maestro login anthropic/work"
    })
public final class LoginCommand implements Callable<Integer> {
  private static final Duration EVERY = Duration.ofSeconds(1);

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;
  @Mixin private Output output;

  @Parameters(
      paramLabel = "PROVIDER[/NAME]",
      description = "Where to log in, and the session's name.")
  private String session;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The session: 3 to 50 of letters, digits, _ and -.")
  private String name;

  @Option(
      names = "--default",
      description = "Make it the provider's default session, once it is logged in.")
  private boolean standard;

  @Option(
      names = "--again",
      description = "Get new tokens, by a new login if need be, though it is logged in.")
  private boolean again;

  @Option(names = "--no-browser", description = "Only print the page's address.")
  private boolean noBrowser;

  @Override
  public Integer call() {
    SessionName wanted = wanted();
    try (GatewayClient gateway = connection.open()) {
      LoginRun.Ended ended =
          new LoginRun(
                  gateway,
                  new LoginRun.Wanted(
                      wanted.provider(), wanted.name(), wanted.path(), standard, again),
                  dialogue())
              .run();
      output.print(ended.session(), said(wanted, ended));
    }
    return 0;
  }

  private SessionName wanted() {
    if (session.contains("/") == (name != null)) {
      throw new ParameterException(
          spec.commandLine(),
          "Name the session, once: maestro login %s --name work"
              .formatted(session.split("/", 2)[0]));
    }
    try {
      return SessionName.of(name == null ? session : session + "/" + name);
    } catch (TypeConversionException malformed) {
      throw new ParameterException(spec.commandLine(), malformed.getMessage(), malformed);
    }
  }

  private Dialogue dialogue() {
    boolean terminal = Terminal.console().isPresent();
    PrintWriter err = spec.commandLine().getErr();
    return new Dialogue(
        output.isJson() ? err : output.writer(),
        err,
        new TypedLines(System.in),
        terminal,
        noBrowser || !terminal
            ? Browser.none()
            : Browser.ofDesktop(System.getProperty("os.name", ""), System.getenv()),
        InstantSource.system(),
        EVERY);
  }

  private static String said(SessionName wanted, LoginRun.Ended ended) {
    JsonNode session = ended.session();
    String credential =
        switch (session.path("credential").asText()) {
          case "api_key" -> " It has an API key of its own.";
          case "access_token" -> " It uses access tokens, which Maestro refreshes.";
          default -> "";
        };
    String expires =
        session.hasNonNull("expires_at")
            ? " Good until " + session.path("expires_at").asText() + "."
            : "";
    String done =
        switch (ended.how()) {
          case ALREADY -> "Already logged in: ";
          case REFRESHED -> "Logged in already, and refreshed: ";
          case LOGGED_IN -> "Logged in: ";
        };
    return done + wanted + "." + credential + expires + " See its models: maestro models " + wanted;
  }
}
