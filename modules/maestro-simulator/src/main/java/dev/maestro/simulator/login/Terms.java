package dev.maestro.simulator.login;

import java.util.Arrays;
import java.util.List;

/**
 * What a person agreed to.
 *
 * @param clientId the client the grant is for
 * @param scope space separated
 * @param offline whether there is a refresh token
 * @param organizations whether OpenAI's id_token names organisations
 */
public record Terms(String clientId, String scope, boolean offline, boolean organizations) {

  public boolean covers(String one) {
    return scopes(scope).contains(one);
  }

  /** True for a scope that asks for no more than there is. */
  boolean coversAll(String wanted) {
    return scopes(scope).containsAll(scopes(wanted));
  }

  static List<String> scopes(String text) {
    return Arrays.stream(text.split(" ", -1)).filter(each -> !each.isEmpty()).toList();
  }
}
