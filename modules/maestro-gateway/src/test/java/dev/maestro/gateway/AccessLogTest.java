package dev.maestro.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.maestro.api.chat.StreamEvent;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The one line that each request leaves. */
class AccessLogTest {
  private static final String CHAT = "/api/sessions/fake/work/chat";
  private static final String BODY =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

  private final RunningGateway gateway = new RunningGateway();
  private final BlockingQueue<ILoggingEvent> lines = new LinkedBlockingQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
          lines.add(line);
        }
      };

  @BeforeEach
  void listen() {
    gateway.core.add("work");
    appender.start();
    log().addAppender(appender);
    log().setLevel(Level.INFO); // the other tests are silent
    log().setAdditive(false);
  }

  @AfterEach
  void close() {
    log().detachAppender(appender);
    log().setLevel(null);
    log().setAdditive(true);
    gateway.close();
  }

  private static Logger log() {
    return (Logger) LoggerFactory.getLogger("dev.maestro.gateway.access");
  }

  @Test
  void aRequestLeavesOneLineWithAllThatIsKnownOfIt() throws Exception {
    gateway.vendor.behaviour = FakeVendor::hello;
    HttpResponse<String> answer = gateway.post(CHAT, BODY);

    Map<String, Object> line = next();
    assertThat(line)
        .containsEntry("request_id", id(answer))
        .containsEntry("method", "POST")
        .containsEntry("path", CHAT)
        .containsEntry("status", 200)
        .containsEntry("session", "fake/work")
        .containsEntry("key", "key-admin")
        .containsEntry("complete", true);
    assertThat((Long) line.get("milliseconds")).isNotNegative();
    assertThat((Long) line.get("bytes")).isPositive();
    assertThat(lines).isEmpty();
  }

  @Test
  void aRefusalLeavesALineToo() throws Exception {
    HttpResponse<String> answer =
        gateway.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port + "/api/keys")));

    assertThat(next())
        .containsEntry("request_id", id(answer))
        .containsEntry("status", 401)
        .containsEntry("complete", true)
        .doesNotContainKeys("session", "key");
  }

  @Test
  void aKeyInTheQueryIsNotLogged() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + gateway.port + "/v1/models?key=admin&planted=1"));
    HttpResponse<String> answer = gateway.send(request);

    assertThat(answer.statusCode()).isEqualTo(200);
    ILoggingEvent event = lines.poll(20, TimeUnit.SECONDS);
    assertThat(values(event)).containsEntry("path", "/v1/models").containsEntry("key", "key-admin");
    assertThat(event.getKeyValuePairs().toString() + event.getFormattedMessage())
        .doesNotContain("key=admin", "planted");
  }

  @Test
  void aClientThatLeavesIsMarked() throws Exception {
    gateway.vendor.behaviour =
        stream -> {
          stream.opened(FakeVendor.opened());
          stream.data(FakeVendor.events(new StreamEvent.Started("a", "m")));
        };
    var answer =
        gateway
            .client()
            .send(gateway.posting(CHAT, BODY).build(), HttpResponse.BodyHandlers.ofInputStream());
    answer.body().close();

    assertThat(next())
        .containsEntry("request_id", id(answer))
        .containsEntry("status", 200)
        .containsEntry("session", "fake/work")
        .containsEntry("complete", false);
    assertThat(lines).isEmpty();
  }

  private Map<String, Object> next() throws InterruptedException {
    return values(lines.poll(20, TimeUnit.SECONDS));
  }

  private static Map<String, Object> values(ILoggingEvent line) {
    assertThat(line).as("a line of the access log").isNotNull();
    return line.getKeyValuePairs().stream()
        .collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
  }

  private static String id(HttpResponse<?> answer) {
    return answer.headers().firstValue("maestro-request-id").orElseThrow();
  }
}
