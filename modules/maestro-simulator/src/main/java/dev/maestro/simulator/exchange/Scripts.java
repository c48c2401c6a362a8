package dev.maestro.simulator.exchange;

import dev.maestro.simulator.script.Script;
import java.util.Map;
import java.util.function.Function;

/** Reads the script of a message on behalf of an endpoint. */
public final class Scripts {
  private Scripts() {}

  /** What is forced on the request, over what its last user message asks for. */
  public static Script of(Incoming incoming, String userText, Function<String, Refused> refusal) {
    try {
      return Script.of(userText).and(incoming.forced());
    } catch (IllegalArgumentException e) {
      throw refusal.apply(e.getMessage());
    }
  }

  /** The page that a proxy in front of the vendor answers. */
  public static Reply.Whole html(int status, Map<String, String> headers) {
    String page =
        "<html>\r\n<head><title>"
            + status
            + " Simulated</title></head>\r\n<body>\r\n<center><h1>"
            + status
            + " Simulated</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n";
    return new Reply.Whole(status, headers, "text/html; charset=UTF-8", page);
  }
}
