package dev.maestro.launcher.postgres;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads POSIX and GNU tar, as far as PostgreSQL's binaries need it. */
final class TarReader {
  private static final int BLOCK = 512;
  private static final long LONGEST_NAME = 8192;

  private final InputStream source;
  private long unread;
  private long padding;

  TarReader(InputStream source) {
    this.source = source;
  }

  /** The next entry, or empty at the end; what was left of the entry before is skipped. */
  Optional<TarEntry> next() throws IOException {
    Optional<TarEntry> header = header();
    if (header.isEmpty() || header.get().kind() != TarEntry.Kind.LONG_NAME) {
      return header;
    }
    String name = longName(header.get().size());
    return header()
        .map(entry ->
            new TarEntry(name, entry.kind(), entry.mode(), entry.size(), entry.linkTarget()));
  }

  /** Writes the content of the entry last returned. */
  void copyTo(OutputStream target) throws IOException {
    byte[] buffer = new byte[1 << 16];
    while (unread > 0) {
      int count = source.read(buffer, 0, (int) Math.min(buffer.length, unread));
      if (count < 0) {
        throw new EOFException("the archive ends inside a file");
      }
      target.write(buffer, 0, count);
      unread -= count;
    }
  }

  private Optional<TarEntry> header() throws IOException {
    source.skipNBytes(unread + padding);
    byte[] block = source.readNBytes(BLOCK);
    if (block.length == 0 || allZero(block)) {
      return Optional.empty();
    }
    if (block.length < BLOCK) {
      throw new EOFException("the archive ends inside a header");
    }
    if (octal(block, 148, 8) != checksum(block)) {
      throw new IOException("the archive is damaged: a header's checksum is wrong");
    }
    long size = octal(block, 124, 12);
    unread = size;
    padding = (BLOCK - size % BLOCK) % BLOCK;
    String prefix = block[262] == ' ' ? "" : text(block, 345, 155);
    String name = text(block, 0, 100);
    return Optional.of(
        new TarEntry(
            prefix.isEmpty() ? name : prefix + "/" + name,
            kind(block[156]),
            (int) octal(block, 100, 8),
            size,
            text(block, 157, 100)));
  }

  private String longName(long size) throws IOException {
    if (size > LONGEST_NAME) {
      throw new IOException("the archive is damaged: a name of " + size + " bytes");
    }
    byte[] name = source.readNBytes((int) size);
    unread = 0;
    return text(name, 0, name.length);
  }

  private static TarEntry.Kind kind(byte flag) {
    return switch (flag) {
      case 0, '0' -> TarEntry.Kind.FILE;
      case '1' -> TarEntry.Kind.HARD_LINK;
      case '2' -> TarEntry.Kind.SYMBOLIC_LINK;
      case '5' -> TarEntry.Kind.FOLDER;
      case 'L' -> TarEntry.Kind.LONG_NAME;
      default -> TarEntry.Kind.OTHER;
    };
  }

  private static boolean allZero(byte[] block) {
    for (byte value : block) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private static long checksum(byte[] block) {
    long sum = 0;
    for (int at = 0; at < BLOCK; at++) {
      sum += at >= 148 && at < 156 ? ' ' : block[at] & 0xff;
    }
    return sum;
  }

  private static long octal(byte[] block, int offset, int length) throws IOException {
    String digits = text(block, offset, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException notOctal) {
      throw new IOException("the archive is damaged: a header holds a bad number", notOctal);
    }
  }

  private static String text(byte[] block, int offset, int length) {
    int end = offset;
    while (end < offset + length && block[end] != 0) {
      end++;
    }
    return new String(block, offset, end - offset, StandardCharsets.UTF_8);
  }
}
