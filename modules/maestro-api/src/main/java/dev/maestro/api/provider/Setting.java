package dev.maestro.api.provider;

/**
 * A setting that a provider declares, written {@code providers.<id>.<name>}.
 *
 * @param name lower case, dashes and dots: {@code base-url}, {@code oauth.client-id}
 * @param fallback what counts where the operator says nothing; null for none
 * @param secret whether the value must not be shown
 * @param description one sentence
 */
public record Setting(String name, String fallback, boolean secret, String description) {
  /** A setting that may be shown. */
  public static Setting of(String name, String fallback, String description) {
    return new Setting(name, fallback, false, description);
  }
}
