package dev.maestro.launcher.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.maestro.api.upstream.SseEvent;
import dev.maestro.launcher.client.CommandFailed;
import dev.maestro.simulator.ReceivedRequest;
import dev.maestro.simulator.Vendor;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Prints an answer while it comes, and judges it at the end. */
final class DemoAnswer {
  private static final List<String> SUBJECTS = List.of("FastAPI", "Stripe");

  private final JsonMapper json = JsonMapper.builder().build();
  private final PrintWriter out;
  private final long asked;
  private final StringBuilder text = new StringBuilder();
  private Duration firstToken = Duration.ZERO;
  private long tokensIn;
  private long tokensOut;
  private String reason = "";

  /**
   * Nothing received yet.
   *
   * @param asked when the request was sent, in nanoseconds
   */
  DemoAnswer(PrintWriter out, long asked) {
    this.out = out;
    this.asked = asked;
  }

  void accept(SseEvent event) {
    JsonNode data = read(event.data());
    switch (event.name() == null ? "" : event.name()) {
      case "text.delta" -> say(data.path("text").asText());
      case "usage" -> {
        tokensIn = data.path("input_tokens").asLong();
        tokensOut = data.path("output_tokens").asLong();
      }
      case "finished" -> reason = data.path("reason").asText();
      case "failed" ->
          throw new CommandFailed("The stream failed: " + data.path("detail").asText());
      default -> {
        // Reasoning, warnings and what later versions add are not shown.
      }
    }
  }

  private void say(String piece) {
    if (text.isEmpty()) {
      firstToken = Duration.ofNanos(System.nanoTime() - asked);
    }
    text.append(piece);
    out.print(piece);
    out.flush();
  }

  /** Empty if the whole answer arrived that the vendor gave to this very request. */
  String problem(Vendor vendor, List<ReceivedRequest> requests) {
    boolean ours =
        requests.stream()
            .filter(request -> request.vendor() == vendor && !request.nonce().isEmpty())
            .anyMatch(request -> text.toString().endsWith(request.nonce()));
    return Stream.of(
            reason.equals("stop") ? "" : "ended with \"" + reason + "\"",
            SUBJECTS.stream().allMatch(word -> text.indexOf(word) >= 0) ? "" : "off the subject",
            ours ? "" : "its end is missing",
            tokensIn > 0 && tokensOut > 0 ? "" : "no usage")
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse("");
  }

  Duration firstToken() {
    return firstToken;
  }

  long tokensIn() {
    return tokensIn;
  }

  long tokensOut() {
    return tokensOut;
  }

  private JsonNode read(String data) {
    try {
      return json.readTree(data);
    } catch (JsonProcessingException malformed) {
      throw new CommandFailed("The gateway sent an event that is no JSON.", malformed);
    }
  }
}
