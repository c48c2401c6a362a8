package dev.maestro.launcher.demo;

import dev.maestro.launcher.client.Table;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/**
 * What came of one session.
 *
 * @param complete the whole text arrived, ended well, and was counted
 * @param problem what was wrong, empty where nothing was
 */
record DemoResult(
    DemoSession session,
    int models,
    Duration firstToken,
    long tokensIn,
    long tokensOut,
    boolean complete,
    String problem) {

  static DemoResult failed(DemoSession session, String problem) {
    return new DemoResult(session, 0, Duration.ZERO, 0, 0, false, problem);
  }

  static void print(List<DemoResult> results, PrintWriter out) {
    Table table =
        new Table(
            "", "SESSION", "LOGIN", "MODELS", "FIRST TOKEN", "TOKENS IN", "TOKENS OUT", "COMPLETE");
    for (DemoResult result : results) {
      table.add(
          result.session.provider() + "/" + result.session.name(),
          result.session.login(),
          Integer.toString(result.models),
          result.firstToken.toMillis() + " ms",
          Long.toString(result.tokensIn),
          Long.toString(result.tokensOut),
          result.complete ? "yes" : "NO: " + result.problem);
    }
    out.println();
    table.print(out);
    out.println();
  }
}
