package dev.maestro.api.bus;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.maestro.api.Dialect;
import dev.maestro.api.chat.ChatRequest;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/**
 * A conversation to be had: either a body that passes through in its own dialect, or a neutral
 * request.
 *
 * @param session id of the session
 * @param want what shall come back
 * @param dialect the raw body's, which is one of the session's; null with a neutral request
 * @param model the vendor's model id
 * @param streaming whether the vendor shall stream
 * @param strict whether a request that the vendor's wire cannot carry whole is refused before it is
 *     sent, instead of sent with warnings
 * @param headers the client's headers that may pass on, lower-case names; no credentials
 * @param query the client's parameters that may pass on with a raw body, encoded; no credentials;
 *     empty for none
 * @param request the neutral request, or null
 * @param raw the body as the vendor shall get it, or null
 */
public record StreamCall(
    String session,
    Want want,
    Dialect dialect,
    String model,
    boolean streaming,
    boolean strict,
    Map<String, String> headers,
    String query,
    @JsonIgnore ChatRequest request,
    @JsonIgnore Buffer raw) {

  public StreamCall {
    headers = headers == null ? Map.of() : Map.copyOf(headers);
    query = query == null ? "" : query; // a node of an older version sends none
  }

  /** A body that passes through; bytes come back. */
  public static StreamCall raw(
      String session,
      Dialect dialect,
      String model,
      boolean streaming,
      Map<String, String> headers,
      Buffer raw) {
    return new StreamCall(
        session, Want.RAW, dialect, model, streaming, false, headers, "", null, raw);
  }

  /** A neutral request; events come back. */
  public static StreamCall neutral(
      String session, ChatRequest request, Map<String, String> headers) {
    return new StreamCall(
        session, Want.EVENTS, null, request.model(), true, false, headers, "", request, null);
  }

  /** The same, refused before anything is sent where the vendor's wire cannot carry all of it. */
  public StreamCall withStrict(boolean refuses) {
    return new StreamCall(
        session, want, dialect, model, streaming, refuses, headers, query, request, raw);
  }

  /** The same with parameters that go up beside a raw body. */
  public StreamCall withQuery(String parameters) {
    return new StreamCall(
        session, want, dialect, model, streaming, strict, headers, parameters, request, raw);
  }

  /** The body as bytes, as it crosses nodes. */
  Buffer body() {
    return raw != null ? raw : BusJson.write(request);
  }

  /** The same with the body that came in bytes. */
  StreamCall withBody(Buffer bytes) {
    boolean isRaw = dialect != null;
    return new StreamCall(
        session,
        want,
        dialect,
        model,
        streaming,
        strict,
        headers,
        query,
        isRaw ? null : BusJson.read(bytes, ChatRequest.class),
        isRaw ? bytes : null);
  }

  /** The same without its body. */
  StreamCall withoutBody() {
    return new StreamCall(
        session, want, dialect, model, streaming, strict, headers, query, null, null);
  }
}
