package dev.maestro.simulator.exchange;

/** A request that the vendor refuses, with the answer in the vendor's own words. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Reply.Whole reply;

  public Refused(Reply.Whole reply) {
    super(Integer.toString(reply.status()), null, false, false);
    this.reply = reply;
  }

  public Reply.Whole reply() {
    return reply;
  }
}
