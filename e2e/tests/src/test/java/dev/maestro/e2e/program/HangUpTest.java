package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.RawConnection;
import dev.maestro.e2e.running.Vendors;
import dev.maestro.e2e.running.WithProcess;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.ReceivedRequest.State;
import dev.maestro.simulator.Vendor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A client that leaves takes the vendor's request with it within a tenth of a second. The median of
 * five counts, for one of them may meet a pause of this machine.
 */
@ExtendWith(WithProcess.class)
@Tag("alone")
class HangUpTest {
  private static final long AT_ONCE = 100;
  private static final int ROUNDS = 4;
  private static final int TIMES = 5;
  private static final String ENDLESS = "hello [[sim:endless slow=20]]";

  private final Vendors vendors;
  private final Gateway gateway;

  HangUpTest(Vendors vendors, Gateway gateway) {
    this.vendors = vendors;
    this.gateway = gateway;
  }

  @ParameterizedTest
  @EnumSource
  void fromTheMiddleOfAStream(Vendor vendor) throws Exception {
    gateway.create(vendor, "hang_up", vendor.defaultKey());
    check(() -> {
      var before = vendors.newest();
      long left;
      try (var events = gateway.chat(vendor, "hang_up", ENDLESS)) {
        assertThat(events.next()).isPresent();
        assertThat(events.next()).isPresent();
        left = System.currentTimeMillis();
      }
      return end(before) - left;
    });
  }

  @ParameterizedTest
  @EnumSource
  void whileAWholeAnswerIsAwaited(Vendor vendor) throws Exception {
    gateway.create(vendor, "hang_up_whole", vendor.defaultKey());
    var path = Gateway.path(vendor, "hang_up_whole") + "/chat";
    var question = Gateway.question(Gateway.model(vendor), ENDLESS).put("stream", false);
    check(() -> whole(path, question.toString()));
  }

  @ParameterizedTest
  @EnumSource
  void whileAWholeAnswerIsAwaitedInAnotherDialect(Vendor vendor) throws Exception {
    gateway.create(vendor, "hang_up_chat", vendor.defaultKey());
    var model = vendor.id() + "/hang_up_chat/" + Gateway.model(vendor);
    var question = Gateway.question(model, ENDLESS).put("stream", false);
    check(() -> whole("/v1/chat/completions", question.toString()));
  }

  private long whole(String path, String body) throws Exception {
    var before = vendors.newest();
    long left;
    try (var waiting = new RawConnection(gateway.url())) {
      waiting.write(Requests.post(gateway, path, body));
      vendors.conversation(before, request -> !request.ended());
      left = System.currentTimeMillis();
    }
    return end(before) - left;
  }

  private long end(long before) {
    var upstream = vendors.conversation(before, ReceivedRequest::ended);
    assertThat(upstream.state()).isEqualTo(State.ABORTED);
    return upstream.endedAt();
  }

  /** At once: a machine that is busy gets more than one try, a timer never passes. */
  private static void check(Callable<Long> hangingUp) throws Exception {
    List<Long> delays = new ArrayList<>();
    var median = AT_ONCE;
    for (var round = 0; round < ROUNDS && median >= AT_ONCE; round++) {
      List<Long> taken = new ArrayList<>();
      for (var time = 0; time < TIMES; time++) {
        taken.add(hangingUp.call());
      }
      median = taken.stream().sorted().toList().get(TIMES / 2);
      delays.addAll(taken);
    }
    assertThat(median).as("of " + delays).isLessThan(AT_ONCE);
  }
}
