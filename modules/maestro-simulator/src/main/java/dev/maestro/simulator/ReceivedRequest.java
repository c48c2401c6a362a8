package dev.maestro.simulator;

import java.util.Map;

/**
 * One request as the simulator saw it, at one moment. Times are milliseconds since 1970, 0 where
 * the thing has not happened.
 *
 * @param seq counts from 1 in order of arrival
 * @param path with the query, credentials masked
 * @param headers names in lower case; credentials replaced by {@code sha256:} and 16 hex digits
 * @param keyFingerprint the fingerprint of the credential, empty without one
 * @param body as text, cut at the configured length
 * @param bodyBytes the body's whole length
 * @param nonce stands at the end of each text answered to this request
 * @param status the HTTP status answered, 0 before
 * @param bytesWritten bytes of the answer's body handed to the socket so far
 * @param eventsWritten events of the stream handed to the socket so far
 * @param stalled true while the client reads more slowly than the simulator writes
 * @param text SHA-256 and length of the visible text answered, once the answer is complete
 */
public record ReceivedRequest(
    long seq,
    Vendor vendor,
    String method,
    String path,
    Map<String, String> headers,
    String keyFingerprint,
    String body,
    int bodyBytes,
    String nonce,
    String model,
    boolean stream,
    State state,
    int status,
    long receivedAt,
    long startedAt,
    long endedAt,
    long bytesWritten,
    long eventsWritten,
    boolean stalled,
    AnsweredText text) {

  /** How far an answer has come. */
  public enum State {
    /** Nothing answered yet. */
    RECEIVED,
    /** The head is written. */
    STARTED,
    /** Everything is written. */
    COMPLETED,
    /** The client left before the end. */
    ABORTED,
    /** The simulator broke the connection because it was asked to. */
    CUT
  }

  /** The visible text of a complete answer. */
  public record AnsweredText(String sha256, long characters) {
    public static final AnsweredText NONE = new AnsweredText("", 0);
  }

  public ReceivedRequest {
    headers = Map.copyOf(headers);
  }

  /** True once nothing more will happen to this request. */
  public boolean ended() {
    return state != State.RECEIVED && state != State.STARTED;
  }
}
