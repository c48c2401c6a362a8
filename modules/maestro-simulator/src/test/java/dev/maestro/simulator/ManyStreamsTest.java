package dev.maestro.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many streams at once. */
class ManyStreamsTest {
  private static final int STREAMS = 200;

  @RegisterExtension static final Running RUNNING = new Running();

  @Test
  void eachOfTwoHundredStreamsAtOnceGetsItsOwnWholeText() throws Exception {
    Vertx vertx = Vertx.vertx();
    HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(STREAMS));
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      String body = Bodies.chat("[[sim:slow=2 tokens=" + (50 + i) + "]]", ",\"stream\":true");
      RequestOptions options =
          new RequestOptions()
              .setMethod(HttpMethod.POST)
              .setAbsoluteURI(RUNNING.simulator().baseUrl(Vendor.OPENAI) + "/chat/completions")
              .putHeader("authorization", "Bearer sim-openai-key")
              .putHeader("content-type", "application/json");
      answers.add(
          client
              .request(options)
              .compose(request -> request.send(Buffer.buffer(body)))
              .compose(HttpClientResponse::body)
              .map(Buffer::toString));
    }
    Running.await(Future.all(answers));
    Set<String> nonces =
        RUNNING.simulator().requests().stream()
            .map(ReceivedRequest::nonce)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(nonces).hasSize(STREAMS);
    for (Future<String> answer : answers) {
      assertThat(answer.result()).endsWith("data: [DONE]\n\n");
      String text = whole(answer.result());
      assertThat(nonces.remove(text.substring(text.lastIndexOf(' ') + 1))).isTrue();
    }
    assertThat(nonces).isEmpty();
    for (ReceivedRequest request : RUNNING.simulator().requests()) {
      Running.await(RUNNING.simulator().awaitEnd(request.seq()));
    }
    assertThat(
            RUNNING.simulator().requests().stream()
                .filter(request -> request.state() == ReceivedRequest.State.COMPLETED))
        .hasSize(STREAMS);
    Running.await(vertx.close());
  }

  private static String whole(String body) {
    return new Http.Answer(200, null, body)
        .events().stream()
            .map(event -> event.path("choices").path(0).path("delta").path("content").asText(""))
            .collect(Collectors.joining());
  }
}
