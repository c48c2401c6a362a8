package dev.maestro.dialect;

import io.vertx.core.buffer.Buffer;
import java.io.InputStream;

/** Reads a buffer piece by piece, so that it is not copied whole to be parsed. */
final class BufferInput extends InputStream {
  private final Buffer buffer;
  private int at;

  BufferInput(Buffer buffer) {
    this.buffer = buffer;
  }

  @Override
  public int read() {
    return at < buffer.length() ? buffer.getByte(at++) & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    int count = Math.min(length, buffer.length() - at);
    if (count <= 0) {
      return length == 0 ? 0 : -1;
    }
    buffer.getBytes(at, at + count, into, offset);
    at += count;
    return count;
  }
}
