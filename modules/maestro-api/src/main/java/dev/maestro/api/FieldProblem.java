package dev.maestro.api;

/**
 * One thing wrong with a request.
 *
 * @param field path of the field as the client wrote it: {@code messages[0].role}, {@code api_key}
 * @param problem what is wrong with it, one sentence
 * @param suggestion what to do instead, one sentence
 */
public record FieldProblem(String field, String problem, String suggestion) {}
