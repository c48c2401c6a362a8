package dev.maestro.gateway.callback;

import dev.maestro.core.settings.CallbackSettings;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where browsers may come back to.
 *
 * @param host as vendors know it
 * @param bound what is listened on: the first is needed, the others where this machine has them
 * @param ports to try, in this order; 0 is any free one
 * @param others names under which browsers come through what stands before this node
 */
public record CallbackAddress(
    String host, List<String> bound, List<Integer> ports, Set<String> others) {
  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");
  private static final int USUAL = 1455;

  /** Known to the vendors beside the usual one. */
  private static final int OTHER = 1457;

  private static final String PATH = "/auth/callback";

  public CallbackAddress {
    bound = List.copyOf(bound);
    ports = List.copyOf(ports);
    others = Set.copyOf(others);
  }

  /** Reached directly. */
  CallbackAddress(String host, List<String> bound, List<Integer> ports) {
    this(host, bound, ports, Set.of());
  }

  /** As the settings say; whoever sets a port gets that one or none. */
  public static CallbackAddress of(CallbackSettings settings, Set<String> others) {
    String host = plain(settings.host());
    return new CallbackAddress(
        EVERYWHERE.contains(host) ? "localhost" : host,
        host.equals("localhost") ? List.of("127.0.0.1", "::1") : List.of(host),
        settings.port() == USUAL ? List.of(USUAL, OTHER) : List.of(settings.port()),
        others);
  }

  /** The address to give to a vendor. */
  String at(int port) {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + PATH;
  }

  /** The names under which a browser may ask; pages of other names must not reach it. */
  Set<String> names() {
    Stream<String> own = Stream.concat(LOOPBACK.stream(), Stream.of(host));
    return Stream.concat(own, others.stream().map(CallbackAddress::plain))
        .collect(Collectors.toSet());
  }

  static String plain(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.startsWith("[") && lower.endsWith("]")
        ? lower.substring(1, lower.length() - 1)
        : lower;
  }
}
