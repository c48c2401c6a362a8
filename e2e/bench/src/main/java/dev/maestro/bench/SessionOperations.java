package dev.maestro.bench;

import java.io.IOException;
import java.util.List;

/** Creating, showing, listing and deleting sessions, one after the other, on a warm gateway. */
record SessionOperations(BenchGateway gateway, BenchVendor vendor) {
  private static final int WARM = 300;
  private static final int COUNTED = 1_000;
  private static final String WANTED = "p99 less than 20";

  List<String> figures() throws IOException, InterruptedException {
    measure(WARM);
    return measure(COUNTED);
  }

  private List<String> measure(int count) throws IOException, InterruptedException {
    var caller = gateway.caller();
    var create = new long[count];
    var show = new long[count];
    var list = new long[count];
    var delete = new long[count];
    for (var time = 0; time < count; time++) {
      var path = "/api/sessions/" + BenchVendor.VENDOR.id() + "/bench";
      create[time] = caller.call("POST", "/api/sessions", session(vendor, "bench"));
      show[time] = caller.call("GET", path, "");
      list[time] = caller.call("GET", "/api/sessions", "");
      delete[time] = caller.call("DELETE", path, "");
    }
    return List.of(
        Table.times("create (the vendor's key check in it)", Times.of(create), WANTED),
        Table.times("show", Times.of(show), WANTED),
        Table.times("list", Times.of(list), WANTED),
        Table.times("delete", Times.of(delete), WANTED));
  }

  static String session(BenchVendor vendor, String name) {
    return "{\"provider\":\"%s\",\"auth_type\":\"api_key\",\"name\":\"%s\",\"api_key\":\"%s\"}"
        .formatted(BenchVendor.VENDOR.id(), name, vendor.key());
  }
}
