package dev.maestro.api.provider;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of logins that every provider has, as the operator wrote them or as the provider
 * declares them. URLs are lists: what has moved is asked for at the next.
 *
 * @param provider the id it runs under
 * @param clientSecret or null
 * @param redirectUri where the vendor sends people to, or null for where Maestro listens
 * @param scopes separated by blanks
 * @param serviceAccountFile or null
 * @param userProject the project that pays, or null
 */
public record OAuthSettings(
    String provider,
    String clientId,
    Secret clientSecret,
    List<String> authorizeUrls,
    List<String> tokenUrls,
    String redirectUri,
    String scopes,
    List<String> createKeyUrls,
    List<String> revokeUrls,
    String serviceAccountFile,
    String userProject) {
  private static final String PREFIX = "oauth.";

  /** Where Maestro listens unless told otherwise: what is left to say where it does not. */
  private static final String CALLBACK = "http://localhost:1455/auth/callback";

  /**
   * A provider's settings with those of logins behind them.
   *
   * @param own what the provider declares besides
   * @param fallbacks name, without {@code oauth.}, to what counts where the operator says nothing
   */
  public static List<Setting> with(List<Setting> own, Map<String, String> fallbacks) {
    List<Setting> all = new ArrayList<>(own);
    add(all, fallbacks, "client-id", false, "OAuth client to log in as.");
    add(all, fallbacks, "client-secret", true, "That client's secret, if it has one.");
    add(all, fallbacks, "authorize-url", false, "Pages where a login begins, in order.");
    add(all, fallbacks, "token-url", false, "Endpoints that give tokens, in order.");
    add(all, fallbacks, "redirect-uri", false, "Where a login comes back to.");
    add(all, fallbacks, "scopes", false, "Scopes to ask for, separated by blanks.");
    add(all, fallbacks, "create-key-url", false, "Endpoints that make an API key of a login.");
    add(all, fallbacks, "revoke-url", false, "Endpoints that end a login.");
    add(all, fallbacks, "service-account-file", false, "Credentials of a workload.");
    add(all, fallbacks, "user-project", false, "Project that pays.");
    return List.copyOf(all);
  }

  private static void add(
      List<Setting> all,
      Map<String, String> fallbacks,
      String name,
      boolean secret,
      String description) {
    all.add(new Setting(PREFIX + name, fallbacks.get(name), secret, description));
  }

  /** Reads those of the provider that runs under this id. */
  public static OAuthSettings of(String provider, ProviderSettings settings) {
    String secret = text(settings, "client-secret");
    return new OAuthSettings(
        provider,
        settings.text(PREFIX + "client-id").strip(),
        secret == null ? null : Secret.of(secret),
        settings.list(PREFIX + "authorize-url"),
        settings.list(PREFIX + "token-url"),
        text(settings, "redirect-uri"),
        settings.text(PREFIX + "scopes").strip(),
        settings.list(PREFIX + "create-key-url"),
        settings.list(PREFIX + "revoke-url"),
        text(settings, "service-account-file"),
        text(settings, "user-project"));
  }

  private static String text(ProviderSettings settings, String name) {
    String value = settings.text(PREFIX + name).strip();
    return value.isEmpty() ? null : value;
  }

  /** The client's secret as it is sent, or null. */
  public String revealedSecret() {
    return clientSecret == null ? null : clientSecret.reveal();
  }

  /** What every exchange of a code says; holds secrets. */
  public Map<String, String> exchangeRequest(Login login) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "authorization_code");
    fields.put("code", login.code().reveal());
    fields.put("redirect_uri", login.redirectUri());
    fields.put("client_id", clientId);
    fields.put("client_secret", revealedSecret());
    fields.put("code_verifier", login.verifier().reveal());
    return fields;
  }

  /** Where a login comes back to: as set, else where Maestro listens for it. */
  public String callback(Login login) {
    if (redirectUri != null) {
      return redirectUri;
    }
    return login.redirectUri() == null ? CALLBACK : login.redirectUri();
  }

  /**
   * The error of a setting that is missing, {@link ErrorKind#INVALID_REQUEST}.
   *
   * @param name without {@code oauth.}
   */
  public ProviderException missing(String name, String suggestion) {
    return ProviderException.invalid(
        "providers." + provider + "." + PREFIX + name, "is not set", suggestion);
  }
}
