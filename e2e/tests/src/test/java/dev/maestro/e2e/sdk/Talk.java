package dev.maestro.e2e.sdk;

/** A conversation with tools, as the user of an SDK holds it. */
interface Talk {
  /** Asks, with all that was said so far, and streams the answer. */
  Said turn();

  /** Answers every call of the last turn. */
  void answer(String result);
}
