package dev.maestro.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.RawFilter;
import dev.maestro.dialect.RequestHead;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceFilterTest {
  private static final String PASSED =
      "event: a\ndata: {\"type\":\"a\",\"sequence_number\":0}\n\n"
          + "event: b\ndata: {\"sequence_number\" : 12 ,\"delta\":\"it's"
          + " \\\"sequence_number\\\":99,\"}\n\n";

  private final RawFilter filter =
      new ResponsesClient().rawFilter(RequestHead.of("m", RequestHead.Form.EVENTS));

  private long numberOfTheError() {
    String event = filter.fail(ErrorFacts.of(ErrorKind.TRUNCATED, "It broke.")).toString();
    Json data = Json.parse(Buffer.buffer(event.substring(event.indexOf("data: ") + 6)));
    assertThat(data.text("type")).isEqualTo("error");
    return data.at("sequence_number").node().asLong(-1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1000})
  void theErrorsNumberFollowsTheLastEventsHoweverTheBytesAreCut(int size) {
    StringBuilder out = new StringBuilder();
    for (int from = 0; from < PASSED.length(); from += size) {
      String chunk = PASSED.substring(from, Math.min(PASSED.length(), from + size));
      out.append(filter.filter(Buffer.buffer(chunk)));
    }
    assertThat(out).hasToString(PASSED);
    assertThat(numberOfTheError()).isEqualTo(13);
  }

  @Test
  void aStreamThatBrokeBeforeItsFirstEventBeginsWithTheError() {
    filter.filter(Buffer.buffer(": ping\n\nevent: a\n"));
    assertThat(numberOfTheError()).isZero();
  }

  @Test
  void aNumberThatIsCutOrNoneCountsForNothing() {
    filter.filter(Buffer.buffer("{\"sequence_number\":4}\n{\"sequence_number\":null}"));
    filter.filter(Buffer.buffer("{\"sequence_number\":1"));
    assertThat(numberOfTheError()).isEqualTo(5);
  }
}
