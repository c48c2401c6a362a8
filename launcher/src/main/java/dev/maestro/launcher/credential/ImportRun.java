package dev.maestro.launcher.credential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.launcher.client.GatewayClient;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One {@code maestro import}: shows the plan, asks, and makes the sessions. */
public final class ImportRun {
  /** Puts a question; empty where nobody answers any more. */
  @FunctionalInterface
  public interface Questions {
    Optional<String> answer(String question);
  }

  private final GatewayClient gateway;
  private final Questions questions;
  private final PrintWriter out;

  /**
   * Not begun yet.
   *
   * @param out where plan and progress go
   */
  public ImportRun(GatewayClient gateway, Questions questions, PrintWriter out) {
    this.gateway = gateway;
    this.questions = questions;
    this.out = out;
  }

  /** What was found, and what became of each; a session that was refused says {@code refused}. */
  public ArrayNode run(ImportPlan plan, boolean dry) {
    show(plan);
    ArrayNode results = JsonNodeFactory.instance.arrayNode();
    for (ImportPlan.Item item : plan.items()) {
      results.add(json(item).put("result", result(item, dry)));
    }
    return results;
  }

  private void show(ImportPlan plan) {
    plan.table().print(out);
    plan.items().stream()
        .map(ImportPlan.Item::found)
        .filter(found -> !found.note().isEmpty() || warns(found))
        .forEach(found -> {
          out.println();
          out.println(found.where() + ", " + found.holds());
          if (!found.note().isEmpty()) {
            out.println("  " + found.note());
          }
          if (warns(found)) {
            out.println("  " + warning(found.offer()));
          }
        });
    out.println();
    out.flush();
  }

  private static boolean warns(Found found) {
    return found.offer() != null && found.offer().loggedOut() != null;
  }

  private static String warning(Offer offer) {
    return "WARNING: this token changes with each refresh. Once Maestro has refreshed it, "
        + offer.loggedOut()
        + " is logged out (refresh_token_reused), and the other way round. To keep both, leave it"
        + " and give Maestro a login of its own: maestro login "
        + offer.provider()
        + " --name work";
  }

  private String result(ImportPlan.Item item, boolean dry) {
    if (item.session() == null) {
      return "left";
    }
    if (dry) {
      return "would create";
    }
    String cost =
        warns(item.found()) ? " and log " + item.found().offer().loggedOut() + " out" : "";
    String question =
        "Import %s as %s%s? [y/N] ".formatted(item.found().where(), item.session(), cost);
    return questions.answer(question).filter(ImportRun::isYes).isPresent() ? create(item) : "left";
  }

  private static boolean isYes(String answer) {
    return Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
  }

  private String create(ImportPlan.Item item) {
    try {
      JsonNode made = gateway.call("POST", "/api/sessions", body(item));
      if (made.path("authorization").isObject()) {
        out.println(
            "Created %s, which needs a login: maestro login %s"
                .formatted(item.session(), item.session()));
      } else {
        out.println("Created " + item.session() + ".");
      }
      return "created";
    } catch (CommandFailed refused) {
      out.println("Not created: " + item.session() + ": " + refused.getMessage());
      return "refused";
    }
  }

  private static ObjectNode body(ImportPlan.Item item) {
    Offer offer = item.found().offer();
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("provider", offer.provider())
            .put("name", item.name())
            .put("auth_type", offer.apiKey() == null ? "oauth" : "api_key");
    if (offer.apiKey() == null) {
      body.set("credential", parsed(offer));
    } else {
      body.put("api_key", offer.apiKey().reveal());
    }
    if (offer.organization() != null) {
      body.put("organization", offer.organization());
    }
    if (offer.project() != null) {
      body.put("project", offer.project());
    }
    return body;
  }

  private static JsonNode parsed(Offer offer) {
    try {
      return JsonMapper.builder().build().readTree(offer.credential().reveal());
    } catch (JsonProcessingException impossible) {
      // Written by this program a moment ago; its text must not come into any message.
      throw new CommandFailed("The credential cannot be written as JSON.");
    }
  }

  private static ObjectNode json(ImportPlan.Item item) {
    Found found = item.found();
    return JsonNodeFactory.instance
        .objectNode()
        .put("source", found.source())
        .put("from", found.where())
        .put("holds", found.holds())
        .put("session", item.session())
        .put("note", found.note())
        .put("logs_out", found.offer() == null ? null : found.offer().loggedOut());
  }
}
