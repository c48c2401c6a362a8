package dev.maestro.api.provider;

/**
 * A limit of a vendor on a request parameter.
 *
 * @param models regular expression over model ids
 * @param field the neutral name: {@code temperature}, {@code max_tokens}
 * @param min lowest value, or null
 * @param max highest value, or null
 * @param refused whether the vendor refuses the field for these models
 * @param suggestion what to do instead
 */
public record ParameterRule(
    String models, String field, Double min, Double max, boolean refused, String suggestion) {}
