package dev.maestro.provider.gemini;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.oauth.Grant;
import dev.maestro.api.oauth.TokenEndpoint;
import dev.maestro.api.provider.OAuthSettings;
import dev.maestro.api.upstream.UpstreamClient;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The login of a workload: a credentials file that the settings name, or what Google's own programs
 * would find on this machine. Asked again at each refresh, so that a file that was exchanged
 * counts.
 */
final class GeminiWorkload {
  /** In place of a file's name: the order of Application Default Credentials. */
  static final String APPLICATION_DEFAULT = "adc";

  private final OAuthSettings settings;
  private final String field;
  private final TokenEndpoint metadata;
  private final GoogleAccount accounts;
  private final GoogleFiles files;

  GeminiWorkload(
      GeminiConfig config, UpstreamClient upstream, GoogleAccount accounts, GoogleFiles files) {
    this.settings = config.oauth();
    this.field = "providers." + settings.provider() + ".oauth.service-account-file";
    this.metadata = new TokenEndpoint(upstream, List.of(config.metadataUrl()));
    this.accounts = accounts;
    this.files = files;
  }

  Future<Grant> grant() {
    String named = settings.serviceAccountFile();
    Future<Optional<GoogleCredential>> found =
        Aside.run(() ->
            (named.equals(APPLICATION_DEFAULT)
                    ? files.applicationDefault(field)
                    : Optional.of(files.read(named, field)))
                .map(text -> GoogleCredential.read(text, field)));
    return found.compose(credential ->
        credential.isPresent() ? accounts.borrowed(credential.orElseThrow()) : ofThisMachine());
  }

  private Future<Grant> ofThisMachine() {
    return metadata
        .read(Map.of("metadata-flavor", "Google"))
        .map(answer -> Grant.of(answer.over(null), answer.lifetime()).ofWorkload())
        .recover(cause ->
            ProviderException.from(cause).kind() == ErrorKind.UNREACHABLE
                ? Future.failedFuture(nothing())
                : Future.failedFuture(cause));
  }

  private ProviderException nothing() {
    return ProviderException.of(
        ErrorKind.UNREACHABLE,
        field
            + " is adc, but neither GOOGLE_APPLICATION_CREDENTIALS nor a login of gcloud is here,"
            + " and no metadata server of Google's answers.");
  }
}
