package dev.maestro.api.bus;

/**
 * Opens a stream. The answer is {@link Accepted}, at once; the stream itself begins with an {@link
 * FrameBody.Opened} frame when the vendor has answered 2xx, or is one {@link FrameBody.Failed}
 * frame.
 *
 * @param stream id, unique in the cluster
 * @param opener the node that listens
 * @param credits how many data frames may be sent before more credits come
 * @param bodyFollows length in bytes of a body that follows as credited chunks; 0 where it is in
 *     the call
 */
public record OpenStream(
    String stream, String opener, int credits, int bodyFollows, StreamCall call) {}
