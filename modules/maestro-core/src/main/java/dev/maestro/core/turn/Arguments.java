package dev.maestro.core.turn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What calls are made with, as JSON values: clients write them anew. */
final class Arguments {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Arguments() {}

  static boolean areSame(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    try {
      return read(one).equals(Arguments::compare, read(other));
    } catch (JsonProcessingException neither) {
      return false;
    }
  }

  private static JsonNode read(String arguments) throws JsonProcessingException {
    return MAPPER.readTree(arguments.isBlank() ? "{}" : arguments);
  }

  /** Of numbers the value counts: 1.0 comes back as 1 from many clients. */
  private static int compare(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue());
    }
    return one.equals(other) ? 0 : 1;
  }
}
