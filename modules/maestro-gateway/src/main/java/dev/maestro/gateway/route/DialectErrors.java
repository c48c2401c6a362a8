package dev.maestro.gateway.route;

import dev.maestro.api.ErrorFacts;
import dev.maestro.dialect.ClientDialect;
import dev.maestro.dialect.RequestHead;
import dev.maestro.gateway.http.ErrorForm;
import dev.maestro.gateway.http.Exchange;
import dev.maestro.gateway.http.RequestId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * Errors as the client's dialect writes them, so that its SDK raises its own typed error.
 *
 * @param head of the request, or null before it is known
 * @param passesVendors whether the vendor speaks the same dialect, so that its own words pass
 */
public record DialectErrors(ClientDialect client, RequestHead head, boolean passesVendors)
    implements ErrorForm {
  /** Errors written here. */
  public static DialectErrors of(ClientDialect client) {
    return new DialectErrors(client, null, false);
  }

  @Override
  public Buffer write(ErrorFacts facts, HttpServerResponse response) {
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    if (passesVendors && facts.fromVendor()) {
      facts.vendorHeaders().forEach(response::putHeader);
      if (isJson(facts.vendorBody())) {
        response.setStatusCode(facts.status());
        return framed(Buffer.buffer(facts.vendorBody()));
      }
    }
    response.setStatusCode(client.errorStatus(facts));
    return framed(client.writeError(facts, response.headers().get(RequestId.HEADER)));
  }

  @Override
  public ErrorForm at(Exchange exchange) {
    return client
        .early(exchange.request().path(), exchange.query())
        .<ErrorForm>map(known -> new DialectErrors(client, known, passesVendors))
        .orElse(this);
  }

  /** What stands before a vendor may answer in HTML, which no SDK reads. */
  private static boolean isJson(String body) {
    String text = body == null ? "" : body.stripLeading();
    return text.startsWith("{") || text.startsWith("[");
  }

  private Buffer framed(Buffer error) {
    return head == null ? error : client.frameError(head, error);
  }
}
