package dev.maestro.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.bus.OutboundStream;
import dev.maestro.api.chat.FinishReason;
import dev.maestro.api.chat.StreamEvent;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A fault in writing an answer leaves no client waiting. */
class BrokenWriterTest {
  private final RunningGateway gateway = new RunningGateway();

  @AfterEach
  void close() {
    gateway.close();
  }

  private String answer(Consumer<OutboundStream> behaviour) throws Exception {
    gateway.core.add("cross", new Dialect("another"));
    gateway.vendor.behaviour =
        stream -> {
          stream.opened(FakeVendor.opened());
          stream.data(FakeVendor.events(FakeVendor.text("x")));
          behaviour.accept(stream);
        };
    return gateway
        .client()
        .sendAsync(
            gateway
                .posting(
                    "/v1/chat/completions",
                    "{\"model\":\"cross/m-1\",\"stream\":true,\"text\":\"hi\"}")
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .get(10, TimeUnit.SECONDS)
        .body();
  }

  @Test
  void anEventThatCannotBeWrittenForAFaultFailsTheAnswerAndCancelsItsVendor() throws Exception {
    String body =
        answer(stream -> stream.data(FakeVendor.events(new StreamEvent.RefusalDelta(0, "no"))));

    assertThat(body).isEqualTo("data: x\n\ndata: broken internal\n\n");
    gateway.vendor.cancelled.future().await(20, TimeUnit.SECONDS);
  }

  @Test
  void anEndThatCannotBeWrittenIsAFailure() throws Exception {
    String body =
        answer(stream ->
            stream.finished(
                new StreamEvent.Finished(FinishReason.CONTENT_FILTER, "odd", null), null));

    assertThat(body).isEqualTo("data: x\n\ndata: broken internal\n\n");
  }

  @Test
  void aFailureThatCannotBeWrittenIsTriedAsAFaultOfOurs() throws Exception {
    String body =
        answer(stream -> stream.failed(ErrorFacts.of(ErrorKind.OVERLOADED, "Later."), null));

    assertThat(body).isEqualTo("data: x\n\ndata: broken internal\n\n");
  }

  @Test
  void whereNothingCanBeWrittenTheConnectionBreaks() {
    gateway.dialect.isMute = true;
    assertThatThrownBy(() ->
            answer(stream -> stream.data(FakeVendor.events(new StreamEvent.RefusalDelta(0, "no")))))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
  }
}
