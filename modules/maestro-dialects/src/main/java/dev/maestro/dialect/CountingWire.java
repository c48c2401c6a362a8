package dev.maestro.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import dev.maestro.api.chat.Usage;
import dev.maestro.api.provider.StreamReader;
import dev.maestro.api.provider.WireDialect;
import dev.maestro.api.provider.Written;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A wire whose requests ask how many tokens another one's requests would take, and whose answers
 * are read as usage. Errors and headers are those of the other wire.
 *
 * @param answers the wire that answers
 * @param question from a neutral request, and the body that would have it answered, to the body
 *     that has it counted
 * @param count the field of the vendor's answer that holds the number
 */
public record CountingWire(
    WireDialect answers, BiFunction<ChatRequest, ObjectNode, ObjectNode> question, String count)
    implements WireDialect {

  @Override
  public Dialect dialect() {
    return answers.dialect();
  }

  @Override
  public Written write(ChatRequest request, boolean stream) {
    Written answered = answers.write(request, false);
    ObjectNode body = (ObjectNode) Json.parse(answered.body()).node();
    return new Written(Json.bytes(question.apply(request, body)), answered.warnings());
  }

  /** Counts come whole; a stream in their place is read as what it is. */
  @Override
  public StreamReader reader() {
    return answers.reader();
  }

  @Override
  public List<StreamEvent> readWhole(Buffer body) {
    try {
      Json answer = Json.parse(body);
      if (!answer.at(count).node().canConvertToLong()) {
        throw ProviderException.of(
            ErrorKind.MALFORMED, "The vendor's count has no number " + count + ".");
      }
      return List.of(
          new StreamEvent.Started(null, null),
          new StreamEvent.UsageReported(Usage.of(answer.number(count), 0)),
          new StreamEvent.Finished(FinishReason.STOP, null, null));
    } catch (ProviderException malformed) {
      return List.of(new StreamEvent.Failed(malformed.facts()));
    }
  }

  @Override
  public ErrorFacts readError(int status, Map<String, String> headers, Buffer body) {
    return answers.readError(status, headers, body);
  }

  @Override
  public boolean isClientHeader(String name) {
    return answers.isClientHeader(name);
  }

  @Override
  public boolean leavesOut(String query) {
    return answers.leavesOut(query);
  }
}
