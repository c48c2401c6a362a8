package dev.maestro.launcher.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TypedLinesTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  @Test
  void aPipeWithoutEndIsReadOnlyAsFarAsSomebodyTakesItsLines() throws Exception {
    CountDownLatch muchIsRead = new CountDownLatch(1 << 20);
    InputStream endless =
        new InputStream() {
          private int at;

          @Override
          public int read() {
            muchIsRead.countDown();
            return "line\n".charAt(at++ % 5);
          }

          @Override
          public int read(byte[] into, int from, int length) {
            for (int index = from; index < from + length; index++) {
              into[index] = (byte) read();
            }
            return length;
          }
        };

    TypedLines lines = new TypedLines(endless);

    assertThat(lines.within(LONG)).isEqualTo(new TypedLines.Typed.Line("line"));
    assertThat(muchIsRead.await(300, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(lines.hasEnded()).isFalse();
  }

  @Test
  void theEndIsToldAfterTheLastLineAndRemembered() throws Exception {
    TypedLines lines =
        new TypedLines(new ByteArrayInputStream(" last ".getBytes(StandardCharsets.UTF_8)));

    assertThat(lines.within(LONG)).isEqualTo(new TypedLines.Typed.Line("last"));
    assertThat(lines.within(LONG)).isInstanceOf(TypedLines.Typed.End.class);
    assertThat(lines.hasEnded()).isTrue();
  }
}
