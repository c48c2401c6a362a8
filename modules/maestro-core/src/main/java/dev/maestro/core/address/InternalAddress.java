package dev.maestro.core.address;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses are not the Internet's: what was meant for somebody outside must not reach this
 * machine or its network. By the registries of special addresses, RFC 6890.
 */
public final class InternalAddress {
  private static final List<Block> VERSION_4 =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4")
          .map(Block::of)
          .toList();

  /** Of version 6 only this is the Internet's, apart from what follows. */
  private static final Block GLOBAL = Block.of("2000::/3");

  /** For documentation, and tunnels whose other end stands within the address. */
  private static final List<Block> NOT_GLOBAL =
      Stream.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20").map(Block::of).toList();

  /** Translated to version 4: the last four bytes count. */
  private static final Block TRANSLATED = Block.of("64:ff9b::/96");

  private InternalAddress() {}

  /** Whether it leads, or may lead, to anything but the Internet. */
  public static boolean is(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return VERSION_4.stream().anyMatch(block -> block.holds(bytes));
    }
    if (TRANSLATED.holds(bytes)) {
      byte[] last = Arrays.copyOfRange(bytes, 12, 16);
      return VERSION_4.stream().anyMatch(block -> block.holds(last));
    }
    return !GLOBAL.holds(bytes) || NOT_GLOBAL.stream().anyMatch(block -> block.holds(bytes));
  }

  /** Whether a host can be seen to be internal without asking for its address. */
  public static boolean isLiterally(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || literal(name).filter(InternalAddress::is).isPresent();
  }

  // 127.1, 0x7f.0.0.1 and 2130706433 are 127.0.0.1 to some resolvers.
  private static Optional<InetAddress> literal(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    try {
      return Optional.of(
          bracketed
              ? InetAddress.ofLiteral(host.substring(1, host.length() - 1))
              : Inet4Address.ofPosixLiteral(host));
    } catch (IllegalArgumentException aName) {
      return Optional.empty();
    }
  }

  /** Addresses that begin with the same bits. */
  private static final class Block {
    private final byte[] first;
    private final int bits;

    private Block(byte[] first, int bits) {
      this.first = first;
      this.bits = bits;
    }

    static Block of(String text) {
      String[] parts = text.split("/", 2);
      return new Block(InetAddress.ofLiteral(parts[0]).getAddress(), Integer.parseInt(parts[1]));
    }

    boolean holds(byte[] address) {
      for (int bit = 0; bit < bits; bit++) {
        int difference = first[bit / 8] ^ address[bit / 8];
        if ((difference >> (7 - bit % 8) & 1) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
