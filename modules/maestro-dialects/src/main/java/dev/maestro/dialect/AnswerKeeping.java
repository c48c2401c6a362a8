package dev.maestro.dialect;

import dev.maestro.api.ProviderException;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;

/**
 * How a format keeps answers, that clients ask for again and go on from. A vendor that takes the
 * format keeps them itself; for any other the gateway does. Pure functions, as the dialect's.
 */
public interface AnswerKeeping {
  /**
   * What a request wants.
   *
   * @param keep whether its answer shall be kept
   * @param previous id of the answer that it goes on from, or null
   */
  record Wish(boolean keep, String previous) {}

  /**
   * What is kept.
   *
   * @param id of the answer
   * @param previous id of the answer that the request went on from, or null
   * @param input the request's own, without what came before it
   * @param answer as it was written to the client
   */
  record Turn(String id, String previous, Buffer input, Buffer answer) {}

  /**
   * What is asked of the vendor that keeps an answer.
   *
   * @param part of the answer, as the path names it after the id; empty for all of it
   * @param query of the request, still encoded, or null
   */
  record Asked(boolean delete, String id, String part, String query) {}

  /** Reads what a request wants. Throws as {@link ClientDialect#read}. */
  Wish wish(Buffer body);

  /**
   * A request that stands alone.
   *
   * @param before the conversation that it goes on from, oldest turn first
   */
  Buffer alone(Buffer body, List<Turn> before);

  /**
   * What is to be kept.
   *
   * @param body of the request as it came
   * @param answer whole
   */
  Turn turn(Buffer body, Buffer answer);

  /**
   * What the model was given for an answer.
   *
   * @param turns up to this answer, oldest first
   * @param query of the request: pages
   */
  Buffer writeInput(List<Turn> turns, Map<String, String> query);

  /** Says that an answer is deleted. */
  Buffer writeDeleted(String id);

  /** There is no such answer. */
  ProviderException unknown(String id);

  /** There is no such answer to go on from. */
  ProviderException unknownPrevious(String id);

  /** What is asked of a vendor that keeps its answers itself, for the provider to read. */
  Buffer ask(Asked asked);
}
