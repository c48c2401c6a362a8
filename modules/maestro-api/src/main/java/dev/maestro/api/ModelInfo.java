package dev.maestro.api;

import java.util.Set;
import java.util.TreeSet;

/**
 * A model as a vendor lists it, completed from the dated facts file where the vendor says nothing.
 *
 * @param id the vendor's id, as requests carry it
 * @param name display name; the id where the vendor has none
 * @param provider id of the provider that lists it
 * @param contextWindow input limit in tokens, or null if unknown
 * @param maxOutputTokens output limit in tokens, or null if unknown
 * @param capabilities what it can do: {@code chat}, {@code streaming}, {@code tools}, {@code
 *     reasoning}, {@code vision}, {@code structured_output}, {@code embeddings} …
 * @param modalities what it takes: {@code text}, {@code image}, {@code document}, {@code audio},
 *     {@code video}
 * @param source {@code vendor} where the vendor said all of it, {@code static} where the facts file
 *     filled something in
 */
public record ModelInfo(
    String id,
    String name,
    String provider,
    Long contextWindow,
    Long maxOutputTokens,
    Set<String> capabilities,
    Set<String> modalities,
    String source) {

  /** Everything here came from the vendor. */
  public static final String SOURCE_VENDOR = "vendor";

  /** Something here came from the facts file. */
  public static final String SOURCE_STATIC = "static";

  public ModelInfo {
    name = name == null ? id : name;
    capabilities =
        capabilities == null
            ? Set.of()
            : java.util.Collections.unmodifiableSet(new TreeSet<>(capabilities));
    modalities =
        modalities == null
            ? Set.of()
            : java.util.Collections.unmodifiableSet(new TreeSet<>(modalities));
  }

  /** A model of which only id and name are known. */
  public static ModelInfo named(String provider, String id, String name) {
    return new ModelInfo(id, name, provider, null, null, Set.of(), Set.of(), SOURCE_VENDOR);
  }
}
