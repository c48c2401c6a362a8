package dev.maestro.provider.anthropic;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.provider.StreamReader;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.api.provider.Written;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/**
 * A wire of Anthropic's that tells the operator what to do where the vendor takes a login for its
 * own client only (2026-11). The refusal itself stays what it is.
 */
record AnthropicWire(WireDialect plain) implements WireDialect {
  private static final String OWN_CLIENT_ONLY = "only authorized for use with Claude Code";
  private static final String HINT =
      " Anthropic does not let this login be used by other programs. Log in to the Console with an"
          + " account that may make API keys, or make a session with an API key.";

  @Override
  public Dialect dialect() {
    return plain.dialect();
  }

  @Override
  public Written write(ChatRequest request, boolean stream) {
    return plain.write(request, stream);
  }

  @Override
  public StreamReader reader() {
    return plain.reader();
  }

  @Override
  public List<StreamEvent> readWhole(Buffer body) {
    return plain.readWhole(body);
  }

  @Override
  public ErrorFacts readError(int status, Map<String, String> headers, Buffer body) {
    ErrorFacts facts = plain.readError(status, headers, body);
    // Without the vendor's body clients of the same dialect get these words too.
    return facts.message().contains(OWN_CLIENT_ONLY)
        ? facts.withMessage(facts.message() + HINT).withVendorAnswer(null, facts.vendorHeaders())
        : facts;
  }

  @Override
  public boolean isClientHeader(String name) {
    return plain.isClientHeader(name);
  }

  @Override
  public boolean leavesOut(String query) {
    return plain.leavesOut(query);
  }
}
