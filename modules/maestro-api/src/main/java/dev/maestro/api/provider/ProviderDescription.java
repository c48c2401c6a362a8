package dev.maestro.api.provider;

import dev.maestro.api.AuthType;
import dev.maestro.api.Dialect;
import dev.maestro.api.oauth.LoginFlow;
import java.util.List;

/**
 * What a provider can do; the answer to {@code describe}, and what it announces.
 *
 * @param id deployment data: several instances of one jar may run under several ids
 * @param version of the provider
 * @param apiVersion of this api module that it was built against
 * @param flow how its logins by OAuth end, or null where it has none
 * @param features {@code models}, {@code streaming}, {@code count} …: one per part that is present
 * @param dialects wire formats, preferred first
 * @param settings what it declares
 * @param rules its vendor's limits on parameters
 * @param node the node it runs on
 */
public record ProviderDescription(
    String id,
    String version,
    String apiVersion,
    List<AuthType> authTypes,
    LoginFlow flow,
    List<String> features,
    List<Dialect> dialects,
    List<Setting> settings,
    List<ParameterRule> rules,
    String node) {}
