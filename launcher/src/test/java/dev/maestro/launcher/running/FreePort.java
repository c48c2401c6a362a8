package dev.maestro.launcher.running;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;

/** A port that nobody has, below those that a kernel gives to whoever asks for any. */
public final class FreePort {
  private static final int LOWEST = 10_000;
  private static final int PORTS = 20_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private FreePort() {}

  public static int pick() throws IOException {
    while (true) {
      int port = LOWEST + RANDOM.nextInt(PORTS);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // another one, then
      }
    }
  }
}
