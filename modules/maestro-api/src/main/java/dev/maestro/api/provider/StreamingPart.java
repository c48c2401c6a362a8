package dev.maestro.api.provider;

import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.upstream.UpstreamRequest;
import java.util.List;

/**
 * A provider's part that answers conversations: it says where requests go and who asks. How they
 * look is said by the {@link WireDialect}s; sending, credits, decoding and cancelling are the base
 * class's.
 */
public interface StreamingPart {
  /**
   * The wire formats the vendor takes; a request of another dialect is translated to the first. Not
   * empty.
   */
  List<WireDialect> wires();

  /** Those of one session, where its login takes fewer or others; as {@link #wires()}. */
  default List<WireDialect> wires(OpenSession session) {
    return wires();
  }

  /**
   * The HTTP request for a call: URL, credential and the headers the vendor wants. {@link
   * WireCall#headers()} holds what the client sent and may pass on; credentials and organisation
   * headers are not among them.
   */
  UpstreamRequest request(OpenSession session, WireCall call);

  /**
   * Fits a neutral request to what the vendor's model takes, reporting each change. Not called for
   * requests that pass through in their own dialect.
   */
  default Shaped shape(ChatRequest request) {
    return new Shaped(request, List.of());
  }
}
