package dev.maestro.core.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InternalAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3", // unspecified
        "127.0.0.1",
        "127.255.255.255",
        "::1",
        "::", // loopback
        "10.0.0.0",
        "10.255.255.255",
        "172.16.0.0",
        "172.31.255.255",
        "192.168.0.1", // private
        "169.254.0.1",
        "169.254.169.254",
        "fe80::1",
        "febf::1", // link-local, metadata services
        "100.64.0.0",
        "100.127.255.255", // shared by a carrier's customers
        "192.0.0.8",
        "198.18.0.1",
        "198.19.255.255",
        "192.88.99.1", // protocols, benchmarks
        "192.0.2.1",
        "198.51.100.1",
        "203.0.113.1",
        "2001:db8::1",
        "3fff::1", // documentation
        "224.0.0.1",
        "239.255.255.255",
        "ff02::1", // multicast
        "240.0.0.1",
        "255.255.255.255", // reserved, broadcast
        "fc00::1",
        "fd00:ec2::254", // unique local
        "fec0::1",
        "100::1",
        "4000::1",
        "5f00::1", // site-local, discard, not given out
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1", // version 4 in version 6
        "64:ff9b::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1", // translated
        "2001::1",
        "2002:7f00:1::1" // tunnels
      })
  void whatIsNotTheInternetsIsInternal(String literal) {
    assertThat(InternalAddress.is(InetAddress.ofLiteral(literal))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450:4001::200e",
        "2001:4860:4860::8888",
        "64:ff9b::8.8.8.8",
        "::ffff:8.8.8.8"
      })
  void whatIsTheInternetsIsNot(String literal) {
    assertThat(InternalAddress.is(InetAddress.ofLiteral(literal))).isFalse();
  }

  @Test
  void aMappedAddressThatStayedOneIsInternal() throws UnknownHostException {
    byte[] mapped = new byte[16];
    mapped[10] = mapped[11] = (byte) 0xff;
    mapped[12] = 127;
    mapped[15] = 1;
    assertThat(InternalAddress.is(Inet6Address.getByAddress(null, mapped, 0))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost",
        "a.localhost",
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "2130706433",
        "017700000001",
        "10.0.0.1",
        "[::1]",
        "[fd00::1]",
        "[::ffff:10.0.0.1]",
        "0"
      })
  void aHostThatSaysThatItIsInternalIsKnownAtOnce(String host) {
    assertThat(InternalAddress.isLiterally(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "example.com",
        "localhost.example.com",
        "8.8.8.8",
        "[2606:4700::1111]",
        "127.0.0.1.example"
      })
  void anyOtherHostMustBeAskedFor(String host) {
    assertThat(InternalAddress.isLiterally(host)).isFalse();
  }
}
