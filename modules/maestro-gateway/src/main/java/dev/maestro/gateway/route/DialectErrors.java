package dev.maestro.gateway.route;

import dev.maestro.api.ErrorFacts;
import dev.maestro.dialect.ClientDialect;
import dev.maestro.gateway.http.ErrorForm;
import dev.maestro.gateway.http.RequestId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * Errors as the client's dialect writes them, so that its SDK raises its own typed error.
 *
 * @param passesVendors whether the vendor speaks the same dialect, so that its own words pass
 */
public record DialectErrors(ClientDialect client, boolean passesVendors) implements ErrorForm {
  /** Errors written here. */
  public static DialectErrors of(ClientDialect client) {
    return new DialectErrors(client, false);
  }

  @Override
  public Buffer write(ErrorFacts facts, HttpServerResponse response) {
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    if (passesVendors && facts.fromVendor() && facts.vendorBody() != null) {
      facts.vendorHeaders().forEach(response::putHeader);
      response.setStatusCode(facts.status());
      return Buffer.buffer(facts.vendorBody());
    }
    response.setStatusCode(client.errorStatus(facts));
    return client.writeError(facts, response.headers().get(RequestId.HEADER));
  }
}
