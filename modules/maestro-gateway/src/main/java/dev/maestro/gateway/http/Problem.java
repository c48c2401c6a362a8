package dev.maestro.gateway.http;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.FieldProblem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Errors of the native API: RFC 9457. */
public final class Problem implements ErrorForm {
  @Override
  public Buffer write(ErrorFacts facts, HttpServerResponse response) {
    response
        .setStatusCode(facts.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
    return json(facts, response.getStatusMessage()).toBuffer();
  }

  static JsonObject json(ErrorFacts facts, String title) {
    JsonArray errors = new JsonArray();
    for (FieldProblem problem : facts.problems()) {
      errors.add(
          new JsonObject()
              .put("field", problem.field())
              .put("problem", problem.problem())
              .put("suggestion", problem.suggestion()));
    }
    return new JsonObject()
        .put("type", "about:blank")
        .put("title", title)
        .put("status", facts.status())
        .put("detail", facts.message())
        .put("code", facts.code())
        .put("errors", errors);
  }
}
