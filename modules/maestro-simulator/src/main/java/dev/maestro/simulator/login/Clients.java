package dev.maestro.simulator.login;

import dev.maestro.simulator.Vendor;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The clients of each vendor: its own public one, and one of the simulator's. */
final class Clients {
  private static final String PORT = "[1-9]\\d{0,4}";
  private static final Pattern ANTHROPIC_REDIRECTS =
      Pattern.compile(
          "https://(platform\\.claude|console\\.anthropic)\\.com/oauth/code/callback"
              + "|http://localhost:"
              + PORT
              + "/callback");

  private Clients() {}

  static List<Client> of(Vendor vendor) {
    return switch (vendor) {
      case ANTHROPIC ->
          List.of(
              new Client("9d1c250a-e61b-44d9-88ed-5944d1962f5e", "", ANTHROPIC_REDIRECTS),
              new Client(LoginSettings.clientId(vendor), "", ANTHROPIC_REDIRECTS));
      case OPENAI ->
          List.of(
              new Client(
                  "app_EMoamEEZ73f0CkXaXp7hrann",
                  "",
                  Pattern.compile("http://localhost:145[57]/auth/callback")),
              new Client(
                  LoginSettings.clientId(vendor),
                  "",
                  Pattern.compile("http://localhost:" + PORT + "/auth/callback")));
      case GEMINI ->
          List.of(
              new Client(
                  LoginSettings.clientId(vendor),
                  LoginSettings.GOOGLE_SECRET,
                  Pattern.compile(
                      "http://(localhost|127\\.0\\.0\\.1|\\[::1])(:" + PORT + ")?(/[^#\\s]*)?")));
    };
  }

  static Optional<Client> find(Vendor vendor, String id) {
    return of(vendor).stream().filter(client -> client.id().equals(id)).findFirst();
  }
}
