package dev.maestro.e2e.running;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** One request, written byte by byte, for what a well-behaved client would not do. */
public final class RawConnection implements AutoCloseable {
  private static final int SMALL_WINDOW = 4 * 1024;
  private static final int PATIENCE = 20_000;

  private final Socket socket;

  /** With a small window, so that what is not read stays with the sender. */
  public RawConnection(URI url) throws IOException {
    socket = new Socket();
    socket.setReceiveBufferSize(SMALL_WINDOW);
    socket.setSoTimeout(PATIENCE);
    socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
  }

  public void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads exactly so many bytes, or up to the end. */
  public String read(int bytes) throws IOException {
    return new String(body().readNBytes(bytes), StandardCharsets.UTF_8);
  }

  /** The status of the answer. */
  public int status() throws IOException {
    return Integer.parseInt(read("HTTP/1.1 200".length()).substring("HTTP/1.1 ".length()));
  }

  private InputStream body() throws IOException {
    return socket.getInputStream();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
