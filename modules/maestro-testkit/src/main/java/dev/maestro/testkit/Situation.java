package dev.maestro.testkit;

/** What a stand-in for a vendor is asked to do, by the prompt of a request. */
public enum Situation {
  /** Answers with some text and usage. */
  ANSWER,
  /** Talks without end, until its client leaves. */
  ENDLESS,
  /** Refuses with the vendor's 429 that asks to wait. */
  RATE_LIMITED,
  /** Refuses with the vendor's error for too much load: 503 or 529. */
  OVERLOADED,
  /** Ends in good order, but without the vendor's terminal event. */
  TRUNCATED,
  /** Breaks the connection in the middle of the answer. */
  CUT,
  /** Sends the answer one byte at a time. */
  SINGLE_BYTES
}
