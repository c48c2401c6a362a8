package dev.maestro.api.provider;

import static dev.maestro.api.bus.Ends.await;
import static dev.maestro.api.provider.Stage.bytes;
import static dev.maestro.api.provider.Stage.neutral;
import static dev.maestro.api.provider.Stage.raw;
import static dev.maestro.api.provider.Stage.sse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.bus.FrameBody;
import dev.maestro.api.bus.Recorder;
import dev.maestro.api.bus.Want;
import io.vertx.core.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The parameters of a client whose request passes as it is. */
class ClientParametersTest {
  private volatile String answer = "data: Hello\n\ndata: END\n\n";
  private final Promise<String> asked = Promise.promise();
  private final Stage stage =
      new Stage(request -> {
        asked.tryComplete(request.query());
        sse(request);
        request.response().end(answer);
      });

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void theyGoUpWithARawBodyAfterTheVendorsOwn() {
    stage.all(raw("s", Want.RAW).withQuery("beta=true&a=%26"));
    assertThat(await(asked.future())).isEqualTo("model=m&beta=true&a=%26");
  }

  @Test
  void aTranslatedRequestHasNone() {
    stage.all(neutral("s", "m").withQuery("beta=true"));
    assertThat(await(asked.future())).isEqualTo("model=m");
  }

  @Test
  void anAnswerOfWhichTheClientLeftPartsOutIsCompleteWhenItIsOver() {
    answer = "data: Hello\n\n";

    Recorder masked = stage.all(raw("s", Want.RAW).withQuery("mask=a"));
    assertThat(bytes(masked).toString()).isEqualTo(answer);
    assertThat(masked.told.getLast()).isInstanceOf(FrameBody.Finished.class);
    assertThat(stage.broken(raw("s", Want.RAW)).error().kind()).isEqualTo(ErrorKind.TRUNCATED);
    assertThat(stage.broken(raw("s", Want.BOTH).withQuery("mask=a")).error().kind())
        .as("events are judged by what they say")
        .isEqualTo(ErrorKind.TRUNCATED);
  }

  @Test
  void whatTheVendorItselfSaysWentWrongStaysWrong() {
    answer = "data: Hello\n\n{\"error\":1}\n";
    assertThat(stage.broken(raw("s", Want.RAW).withQuery("mask=a")).error().kind())
        .isEqualTo(ErrorKind.VENDOR_FAILURE);
  }
}
