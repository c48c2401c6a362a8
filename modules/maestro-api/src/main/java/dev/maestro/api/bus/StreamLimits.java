package dev.maestro.api.bus;

/**
 * The numbers of the stream protocol.
 *
 * @param credits data frames in flight
 * @param frameBytes largest raw part of a frame, in bytes
 * @param openBytes largest body inside an open that crosses nodes, in bytes
 * @param keepAliveMillis how often a silent end says that it is there
 * @param deadlineMillis after so long a silence the other end is taken for dead
 */
public record StreamLimits(
    int credits, int frameBytes, int openBytes, long keepAliveMillis, long deadlineMillis) {
  /**
   * A window of 192 KiB of bytes that pass; reads that are translated may be four times as large.
   * The death of a node is noticed within 3 s.
   */
  public static final StreamLimits DEFAULT = new StreamLimits(12, 16 << 10, 256 << 10, 500, 2_400);
}
