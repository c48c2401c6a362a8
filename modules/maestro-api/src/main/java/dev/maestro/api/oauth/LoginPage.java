package dev.maestro.api.oauth;

import dev.maestro.api.upstream.UpstreamClient;
import dev.maestro.api.upstream.UpstreamRequest;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A vendor's page where a login begins. Of several addresses the first that is still there is
 * taken; whether it is, is asked without anything of the login, and shortly.
 */
public final class LoginPage {
  private static final long PATIENCE_SECONDS = 3;

  private final UpstreamClient upstream;
  private final List<String> urls;

  /** With its addresses in order; one at least. */
  public LoginPage(UpstreamClient upstream, List<String> urls) {
    this.upstream = upstream;
    this.urls = List.copyOf(urls);
  }

  /**
   * The page for a login; null values are left out. Where none can be asked it is the first one:
   * the person's browser may reach what this machine does not.
   */
  public Future<String> url(Map<String, String> query) {
    Future<String> page = urls.size() == 1 ? Future.succeededFuture(urls.getFirst()) : standing(0);
    return page.map(url -> url + (url.indexOf('?') < 0 ? "?" : "&") + FormText.of(query));
  }

  private Future<String> standing(int index) {
    if (index >= urls.size()) {
      return Future.succeededFuture(urls.getFirst());
    }
    String url = urls.get(index);
    return status(url)
        .transform(asked ->
            asked.failed() || asked.result() == 404 || asked.result() == 410
                ? standing(index + 1)
                : Future.succeededFuture(url));
  }

  private Future<Integer> status(String url) {
    return upstream
        .open(UpstreamRequest.read(url, Map.of("accept", "text/html")))
        .compose(out ->
            UpstreamClient.send(out, null)
                .map(answer -> {
                  // The page itself is not read, and breaking it off is no fault.
                  answer.exceptionHandler(broken -> {});
                  return answer.statusCode();
                })
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .onComplete(known -> out.reset()))
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS); // connecting may take longer by itself
  }
}
