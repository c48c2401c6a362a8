package dev.maestro.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A query that cannot be decoded, though it may hold a key. */
class MalformedQueryTest {
  private static final String PLANTED = "planted-by-a-test";

  private final RunningGateway gateway = new RunningGateway();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
          String cause =
              line.getThrowableProxy() == null
                  ? ""
                  : ThrowableProxyUtil.asString(line.getThrowableProxy());
          lines.add(line.getFormattedMessage() + line.getKeyValuePairs() + cause);
        }
      };

  @BeforeEach
  void listen() {
    gateway.core.add("work");
    appender.start();
    log().addAppender(appender);
    log().setLevel(Level.INFO);
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
    return (Logger) LoggerFactory.getLogger("dev.maestro.gateway");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/sessions/fake/work",
        "/api/providers",
        "/health/live",
        "/v1/models",
        "/v1beta/models",
        "/nothing/here"
      })
  void isRefusedAndNeitherLoggedNorQuoted(String path) throws Exception {
    for (String end : new String[] {"%", "%zz", "%4"}) {
      String answer = get(path + "?key=" + PLANTED + "&pageToken=" + end);

      assertThat(answer).as(path + end).startsWith("HTTP/1.1 400").doesNotContain(PLANTED);
      assertThat(answer).contains("query: it holds a %");
      String line = lines.poll(20, TimeUnit.SECONDS);
      assertThat(line).contains("path=").doesNotContain(PLANTED);
    }
    assertThat(lines).isEmpty();
  }

  @Test
  void isNamedInTheClientsOwnForm() throws Exception {
    String answer = get("/v1beta/models?pageToken=%");

    JsonObject error =
        new JsonObject(answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1))
            .getJsonObject("error");
    assertThat(error.getString("status")).isEqualTo("INVALID_ARGUMENT");
  }

  /** As no client of the JDK would send it. */
  private String get(String target) throws Exception {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), gateway.port)) {
      socket
          .getOutputStream()
          .write(
              ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
