package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.RawConnection;
import dev.maestro.e2e.running.Vendors;
import dev.maestro.e2e.running.WithProcess;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.ReceivedRequest.State;
import dev.maestro.simulator.Simulator;
import dev.maestro.simulator.Vendor;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that does not read holds the vendor back, and nobody else. */
@ExtendWith(WithProcess.class)
class SlowReaderTest {
  private static final int A_KILOBYTE = 1024;
  private static final long A_MEGABYTE = 1024 * 1024;

  private final Vendors vendors;
  private final Gateway gateway;

  SlowReaderTest(Vendors vendors, Gateway gateway) {
    this.vendors = vendors;
    this.gateway = gateway;
  }

  @ParameterizedTest
  @EnumSource
  void aLargeAnswerStallsWithinAMegabyteWhileOthersFlow(Vendor vendor) throws Exception {
    gateway.create(vendor, "slow_reader", vendor.defaultKey());
    var before = vendors.newest();
    long seq;
    try (var slow = new RawConnection(gateway.url())) {
      slow.write(Requests.chat(gateway, vendor, "slow_reader", "hello [[sim:bytes=64MB]]"));
      slow.read(A_KILOBYTE);
      var stalled = vendors.conversation(before, ReceivedRequest::stalled);
      assertThat(stalled.bytesWritten()).isLessThan(A_MEGABYTE);
      seq = stalled.seq();

      var other = gateway.converse(vendor, "slow_reader", Simulator.STANDARD_PROMPT);
      assertThat(other.isFinished()).isTrue();

      slow.read(A_KILOBYTE);
      var still = now(seq);
      assertThat(still.ended()).isFalse();
      assertThat(still.bytesWritten()).isLessThan(A_MEGABYTE);
    }
    assertThat(Vendors.await(vendors.simulator().awaitEnd(seq)).state()).isEqualTo(State.ABORTED);
  }

  private ReceivedRequest now(long seq) {
    return vendors.simulator().requestsSince(seq - 1).getFirst();
  }
}
