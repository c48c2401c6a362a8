package dev.maestro.simulator.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request asks the simulator to do, written as {@code [[sim:word word=value ...]]} anywhere
 * in the last user message. The marker is taken out before the message is looked at. A word that is
 * not in this list is refused, so that a test with a slip fails.
 *
 * <pre>
 * status=N             the vendor's error of that HTTP status (400 401 402 403 404 409 413 429 500 503 504 529)
 * retry-after=S        with status: the Retry-After header (Gemini: RetryInfo), in seconds
 * quota                with status=429: the kind that is not worth a retry
 * html                 with status: an HTML page of a proxy instead of the vendor's JSON
 * delay=MS             waits before the head of the answer
 * slow=MS              waits before each event
 * cut=N                breaks the connection after N events (0: after the head); not streamed: in the body
 * truncate             ends in good order, but without the vendor's terminal event
 * endless              never stops talking; not streamed: never answers
 * bytes=64MB           a text of that many characters (KB and MB are powers of 1024)
 * tokens=N             a text of N tokens
 * error, error=KIND    an error inside the stream: nested (default) or flat on Responses,
 *                      bare (a JSON object without data:) on Gemini
 * after=N              with error: after N events (default 4)
 * chop=N               hands the socket N bytes at a time
 * crlf, lf             line ends of the events
 * unknown              event types, blocks and fields that no client knows
 * duplicate-start      a second message_start, or a leading chunk without choices
 * rotate-ids           Responses: the item's id changes between added and done
 * empty-output         Responses: the last event carries no output
 * refusal              the model declines
 * length               stops as if the token limit were reached
 * filter               stopped by the vendor's content filter
 * pause                Anthropic: pause_turn
 * blocked              the prompt is refused (Gemini: promptFeedback and no candidates)
 * failed               Responses: response.failed; elsewhere an error event
 * tools, tools=N       calls N (default 1) of the tools declared, arguments made from their schemas
 * call=NAME            with tools: starts with that tool
 * rounds=N             with tools: calls again until N rounds of results were given (default 1)
 * interleaved          Chat: the argument fragments of parallel calls alternate
 * no-arguments         tool calls without arguments
 * partial-arguments    Gemini: arguments in pieces (partialArgs)
 * thinking             reasons before it answers
 * redacted             Anthropic: redacted thinking
 * no-usage             leaves usage out
 * no-done              Chat: no [DONE]
 * echo                 the text is the last user message (without the marker), then the nonce
 * </pre>
 */
public record Script(Map<String, String> words) {
  public static final Script NONE = new Script(Map.of());

  private static final Pattern MARKER = Pattern.compile("\\s?\\[\\[sim:([^\\]]*)\\]\\]");
  private static final Set<String> KNOWN =
      Set.copyOf(
          List.of(
              ("status retry-after quota html delay slow cut truncate endless bytes tokens error"
                      + " after chop crlf lf unknown duplicate-start rotate-ids empty-output"
                      + " refusal length filter pause blocked failed tools call rounds interleaved"
                      + " no-arguments partial-arguments thinking redacted no-usage no-done echo")
                  .split(" ", -1)));

  private static final List<String> NUMBERS =
      List.of("status", "delay", "slow", "cut", "tokens", "after", "chop", "tools", "rounds");

  public Script {
    words = Map.copyOf(words);
  }

  /** Reads the markers of a message; a wrong word is an {@link IllegalArgumentException}. */
  public static Script of(String message) {
    Script script = NONE;
    Matcher matcher = MARKER.matcher(message);
    while (matcher.find()) {
      script = script.and(parse(matcher.group(1)));
    }
    return script;
  }

  /** The message as a model would see it. */
  public static String without(String message) {
    return MARKER.matcher(message).replaceAll("");
  }

  /** Reads the inside of a marker. */
  public static Script parse(String inside) {
    Map<String, String> words = new LinkedHashMap<>();
    for (String item : inside.trim().split("\\s+", -1)) {
      if (item.isEmpty()) {
        continue;
      }
      int equals = item.indexOf('=');
      String name = equals < 0 ? item : item.substring(0, equals);
      if (!KNOWN.contains(name)) {
        throw new IllegalArgumentException("sim: unknown word '" + name + "'");
      }
      words.put(name, equals < 0 ? "" : item.substring(equals + 1));
    }
    Script script = new Script(words);
    NUMBERS.forEach(name -> script.number(name, 0));
    script.size("bytes");
    return script;
  }

  /** This script with another's words in addition; the other's win. */
  public Script and(Script other) {
    if (words.isEmpty()) {
      return other;
    }
    Map<String, String> all = new LinkedHashMap<>(words);
    all.putAll(other.words);
    return new Script(all);
  }

  public boolean has(String word) {
    return words.containsKey(word);
  }

  public Optional<String> value(String word) {
    return Optional.ofNullable(words.get(word)).filter(value -> !value.isEmpty());
  }

  /** The word's number, or {@code otherwise} where the word is absent or bare. */
  public int number(String word, int otherwise) {
    return value(word).map(value -> parseNumber(word, value)).orElse(otherwise);
  }

  /** The word's size in bytes, 0 where it is absent. */
  public long size(String word) {
    return value(word).map(value -> parseSize(word, value)).orElse(0L);
  }

  private static int parseNumber(String word, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("sim: " + word + " wants a whole number", e);
    }
  }

  private static long parseSize(String word, String value) {
    String upper = value.toUpperCase(Locale.ROOT);
    int shift = upper.endsWith("MB") ? 20 : upper.endsWith("KB") ? 10 : 0;
    String digits = shift == 0 ? upper : upper.substring(0, upper.length() - 2);
    return (long) parseNumber(word, digits) << shift;
  }
}
