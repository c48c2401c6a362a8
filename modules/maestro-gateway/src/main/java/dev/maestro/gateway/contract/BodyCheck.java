package dev.maestro.gateway.contract;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.FieldProblem;
import dev.maestro.api.ProviderException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads a JSON body and holds it against a schema; what is wrong is named field by field. */
public final class BodyCheck {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Validator validator;
  private final Findings findings;

  BodyCheck(JsonObject schema) {
    JsonSchemaOptions options =
        new JsonSchemaOptions()
            .setDraft(Draft.DRAFT202012)
            .setBaseUri("app://maestro")
            .setOutputFormat(OutputFormat.Basic);
    this.validator = Validator.create(JsonSchema.of(schema), options);
    this.findings = new Findings(schema);
  }

  /** The body, or an INVALID_REQUEST that lists every problem. */
  public JsonObject read(Buffer body) {
    JsonObject json = parse(body);
    OutputUnit output = validator.validate(json);
    if (Boolean.TRUE.equals(output.getValid())) {
      return json;
    }
    throw invalid(findings.of(json, output.getErrors()));
  }

  private static JsonObject parse(Buffer body) {
    Object parsed;
    try {
      parsed = JSON.readValue(body.getBytes(), Object.class);
    } catch (JsonProcessingException malformed) {
      throw ProviderException.invalid(
          "body", "it is not JSON" + at(malformed), "send one JSON object");
    } catch (IOException unreadable) {
      throw ProviderException.of(ErrorKind.INTERNAL, "The body cannot be read.", unreadable);
    }
    if (parsed instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked")
      Map<String, Object> fields = (Map<String, Object>) map;
      return new JsonObject(fields);
    }
    throw ProviderException.invalid("body", "it is not a JSON object", "send one JSON object");
  }

  // Only the place: Jackson's own message quotes the body, and a body may hold a key.
  private static String at(JsonProcessingException malformed) {
    JsonLocation place = malformed.getLocation();
    return place == null
        ? ""
        : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
  }

  private static ProviderException invalid(List<FieldProblem> problems) {
    String message =
        problems.stream()
            .map(found -> found.field() + ": " + found.problem() + "; " + found.suggestion())
            .collect(Collectors.joining(". "));
    return new ProviderException(
        ErrorFacts.of(ErrorKind.INVALID_REQUEST, message)
            .withCode("invalid")
            .withProblems(problems));
  }
}
