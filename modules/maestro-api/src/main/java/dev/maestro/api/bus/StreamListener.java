package dev.maestro.api.bus;

/**
 * Takes what comes on a stream, on the opener's context. After finished or failed nothing comes.
 */
public interface StreamListener {
  /**
   * A read from the vendor. {@link InboundStream#consumed()} is called once for it when there is
   * room for another.
   */
  void data(FrameBody.Data data);

  /** The answer is complete. */
  void finished(FrameBody.Finished last);

  /** The answer is not complete. */
  void failed(FrameBody.Failed last);
}
