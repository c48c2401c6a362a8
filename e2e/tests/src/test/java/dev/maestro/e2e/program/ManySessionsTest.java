package dev.maestro.e2e.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.Vendors;
import dev.maestro.e2e.running.WithProcess;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.Vendor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many named sessions at once keep apart. */
@ExtendWith(WithProcess.class)
class ManySessionsTest {
  private static final int PER_VENDOR = 50;

  private final Vendors vendors;
  private final Gateway gateway;

  ManySessionsTest(Vendors vendors, Gateway gateway) {
    this.vendors = vendors;
    this.gateway = gateway;
  }

  @Test
  void aHundredAndFiftySessionsStreamAtOnceAndEachTextIsItsOwn() throws Exception {
    for (var vendor : Vendor.values()) {
      for (var number = 0; number < PER_VENDOR; number++) {
        vendors.simulator().addKey(vendor, key(vendor, number));
        assertThat(gateway.create(vendor, "many_" + number, key(vendor, number)).status())
            .isEqualTo(201);
      }
    }
    var before = vendors.newest();
    var hashes = new HashMap<String, Future<String>>();
    var start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var vendor : Vendor.values()) {
        for (var number = 0; number < PER_VENDOR; number++) {
          var session = "many_" + number;
          hashes.put(
              Hashes.fingerprint(key(vendor, number)),
              threads.submit(() -> {
                start.await();
                return heard(vendor, session);
              }));
        }
      }
      start.countDown();
    }
    assertThat(hashes).hasSize(3 * PER_VENDOR);
    var said = said(before);
    for (var hash : hashes.entrySet()) {
      assertThat(hash.getValue().get()).isEqualTo(said.get(hash.getKey()));
    }
  }

  private String heard(Vendor vendor, String session) throws Exception {
    var answer =
        gateway.converse(vendor, session, "hello " + session + " [[sim:tokens=200 slow=5]]");
    assertThat(answer.isFinished()).isTrue();
    return Hashes.sha256(answer.text());
  }

  /** The hash of what each key got. */
  private Map<String, String> said(long before) {
    var said = new HashMap<String, String>();
    for (ReceivedRequest request : vendors.simulator().requestsSince(before)) {
      var ended = Vendors.await(vendors.simulator().awaitEnd(request.seq()));
      said.put(ended.keyFingerprint(), ended.text().sha256());
    }
    return said;
  }

  private static String key(Vendor vendor, int number) {
    return "sim-many-" + vendor.id() + "-" + number;
  }
}
