package dev.maestro.simulator.login;

import dev.maestro.simulator.exchange.Endpoint;
import dev.maestro.simulator.exchange.Fields;
import dev.maestro.simulator.exchange.Incoming;
import dev.maestro.simulator.exchange.Json;
import dev.maestro.simulator.exchange.Refused;
import dev.maestro.simulator.exchange.Reply;
import dev.maestro.simulator.script.Script;
import java.util.Map;
import java.util.function.Function;

/** Errors of RFC 6749's shape, and what is forced on a login. */
public final class LoginErrors {
  private LoginErrors() {}

  public static Refused refused(int status, String error, String description) {
    return new Refused(reply(status, Map.of(), error, description));
  }

  public static Reply.Whole reply(
      int status, Map<String, String> headers, String error, String description) {
    return Reply.json(
        status, headers, Json.object().put("error", error).put("error_description", description));
  }

  /** The fields of a body, each of which may be there once. */
  public static Fields fields(Incoming incoming) {
    Fields fields = Fields.of(incoming);
    if (!fields.doubled().isEmpty()) {
      throw refused(400, "invalid_request", "Parameter given twice: " + fields.doubled());
    }
    return fields;
  }

  /** A field that must be there. */
  public static String required(Fields fields, String name) {
    return fields
        .value(name)
        .orElseThrow(() -> refused(400, "invalid_request", "Missing required parameter: " + name));
  }

  /** The endpoint, unless something else is forced: {@code status} and {@code endless}. */
  public static Endpoint forced(Endpoint endpoint, Function<Script, Reply.Whole> asked) {
    return (incoming, exchange) -> {
      Script script = incoming.forced();
      exchange.understood("", false, script);
      if (script.has("status")) {
        return asked.apply(script);
      }
      return script.has("endless") ? new Reply.Never() : endpoint.answer(incoming, exchange);
    };
  }
}
