package dev.maestro.simulator.openai;

import dev.maestro.simulator.exchange.Ids;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ids of one response's items. A function call's id tells whether reasoning came before it, and
 * under which id: so a later request can be held against it without keeping anything.
 */
final class ItemIds {
  private static final String REASONED = "51aa";
  private static final Pattern REASONED_CALL =
      Pattern.compile("fc_([0-9a-f]{34})" + REASONED + "[0-9a-f]{12}");

  private final String base = Ids.hex("0", 33);
  private final boolean reasoned;

  ItemIds(boolean reasoned) {
    this.reasoned = reasoned;
  }

  String response() {
    return "resp_" + base + "0000000000000000";
  }

  String reasoning() {
    return reasoning(base);
  }

  private static String reasoning(String base) {
    return "rs_" + base + REASONED + "000000000000";
  }

  String message() {
    return "msg_" + base + Ids.hex("", 16);
  }

  String call() {
    return "fc_" + base + (reasoned ? REASONED : "51bb") + Ids.hex("", 12);
  }

  /** The reasoning item that has to stand before a call of this id. */
  static Optional<String> requiredReasoning(String callId) {
    Matcher matcher = REASONED_CALL.matcher(callId);
    return matcher.matches() ? Optional.of(reasoning(matcher.group(1))) : Optional.empty();
  }
}
