package dev.maestro.launcher.credential;

/**
 * A credential that lies on this machine; nothing in it but the offer holds a secret.
 *
 * @param source the word for it in {@code --from}
 * @param where file or variable
 * @param holds what it is, with no more of it than its last four characters
 * @param offer null where nothing can be made of it
 * @param note what it means to import it, or why it cannot be; may be empty
 */
record Found(String source, String where, String holds, Offer offer, String note) {
  static Found unusable(String source, String where, String holds, String why) {
    return new Found(source, where, holds, null, why);
  }

  /** The same with one more sentence. */
  Found with(String more) {
    return new Found(source, where, holds, offer, note + " " + more);
  }

  Found without(String why) {
    return new Found(source, where, holds, null, why);
  }
}
