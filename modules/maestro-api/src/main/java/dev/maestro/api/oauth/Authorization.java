package dev.maestro.api.oauth;

/**
 * Where a person goes to log in.
 *
 * @param url the vendor's page; holds the state and the challenge, never the verifier
 * @param redirectUri where the vendor sends the browser afterwards; the exchange repeats it
 */
public record Authorization(String url, String redirectUri) {}
