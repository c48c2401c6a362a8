package dev.maestro.api.provider;

import java.util.List;
import java.util.Optional;

/**
 * The parts that exist. Ability is presence: what is empty here has no address on the bus. Built
 * from {@link #none()}.
 *
 * @param rules the vendor's limits on parameters
 */
public record ProviderParts(
    Optional<ApiKeyPart> apiKey,
    Optional<OAuthPart> oauth,
    Optional<ModelsPart> models,
    Optional<StreamingPart> streaming,
    Optional<StreamingPart> counting,
    Optional<StreamingPart> kept,
    List<ParameterRule> rules) {

  /** No ability at all. */
  public static ProviderParts none() {
    return new ProviderParts(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** With API keys. */
  public ProviderParts withApiKey(ApiKeyPart part) {
    return new ProviderParts(Optional.of(part), oauth, models, streaming, counting, kept, rules);
  }

  /** With logins by OAuth. */
  public ProviderParts withOAuth(OAuthPart part) {
    return new ProviderParts(apiKey, Optional.of(part), models, streaming, counting, kept, rules);
  }

  /** With a model list. */
  public ProviderParts withModels(ModelsPart part) {
    return new ProviderParts(apiKey, oauth, Optional.of(part), streaming, counting, kept, rules);
  }

  /** With conversations. */
  public ProviderParts withStreaming(StreamingPart part) {
    return new ProviderParts(apiKey, oauth, models, Optional.of(part), counting, kept, rules);
  }

  /**
   * With counting of tokens: a part whose wires write the vendor's counting requests and read its
   * counts as usage.
   */
  public ProviderParts withCounting(StreamingPart part) {
    return new ProviderParts(apiKey, oauth, models, streaming, Optional.of(part), kept, rules);
  }

  /**
   * With answers that the vendor keeps, for clients that ask for them again: a part whose wires
   * hand on the question and the answer as they are.
   */
  public ProviderParts withKept(StreamingPart part) {
    return new ProviderParts(apiKey, oauth, models, streaming, counting, Optional.of(part), rules);
  }

  /** With limits on parameters. */
  public ProviderParts withRules(List<ParameterRule> limits) {
    return new ProviderParts(apiKey, oauth, models, streaming, counting, kept, List.copyOf(limits));
  }
}
