package dev.maestro.launcher.postgres;

/** One header of a tar archive. */
record TarEntry(String name, Kind kind, int mode, long size, String linkTarget) {
  enum Kind {
    FILE,
    FOLDER,
    SYMBOLIC_LINK,
    HARD_LINK,
    LONG_NAME,
    OTHER
  }

  boolean executable() {
    return (mode & 0100) != 0;
  }
}
