package dev.maestro.api.upstream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP request to a vendor. Headers may hold a credential, so printing one shows only method
 * and path.
 *
 * @param url absolute
 * @param headers name to value
 * @param body or null
 */
public record UpstreamRequest(
    HttpMethod method, String url, Map<String, String> headers, Buffer body) {
  public UpstreamRequest {
    headers = Map.copyOf(headers);
  }

  /** A GET. */
  public static UpstreamRequest read(String url, Map<String, String> headers) {
    return new UpstreamRequest(HttpMethod.GET, url, headers, null);
  }

  /** A POST of JSON. */
  public static UpstreamRequest postJson(String url, Map<String, String> headers, Buffer body) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putIfAbsent("content-type", "application/json");
    return new UpstreamRequest(HttpMethod.POST, url, all, body);
  }

  @Override
  public String toString() {
    int query = url.indexOf('?');
    return method + " " + (query < 0 ? url : url.substring(0, query));
  }
}
