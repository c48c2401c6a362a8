package dev.maestro.api.provider;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.maestro.api.ErrorFacts;

/** What a check of an API key found. "Could not tell" is not "bad". */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = KeyCheck.Good.class, name = "good"),
  @JsonSubTypes.Type(value = KeyCheck.Bad.class, name = "bad"),
  @JsonSubTypes.Type(value = KeyCheck.Unknown.class, name = "unknown")
})
public sealed interface KeyCheck {
  /** The vendor took the key. */
  record Good() implements KeyCheck {}

  /** The vendor refused the key; the facts hold its own words. */
  record Bad(ErrorFacts error) implements KeyCheck {}

  /** The vendor could not be asked, or its answer says nothing about the key. */
  record Unknown(String reason) implements KeyCheck {}
}
