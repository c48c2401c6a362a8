package dev.maestro.api.provider;

import dev.maestro.api.Dialect;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * A request in a vendor's wire format, ready to be sent.
 *
 * @param dialect the body's format
 * @param model the vendor's model id (some vendors want it in the URL)
 * @param stream whether a stream of events is wanted
 * @param headers the client's headers that may pass on, lower-case names
 * @param body as it goes up
 */
public record WireCall(
    Dialect dialect, String model, boolean stream, Map<String, String> headers, Buffer body) {}
