package dev.maestro.api.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class UnreachableVendorTest {
  private static final UpstreamRequest REQUEST =
      new UpstreamRequest(
          HttpMethod.GET, "https://vendor.example/v1/models?key=planted", Map.of(), null);

  @Test
  void aVendorThatRefusesTheConnectionIsUnreachableByTypeAndKeepsItsCause() {
    IOException cause = new IOException("refused");

    ProviderException translated = UpstreamClient.translate(cause, REQUEST);

    assertThat(translated.kind()).isEqualTo(ErrorKind.UNREACHABLE);
    assertThat(translated).hasCause(cause).hasMessageContaining("vendor.example");
    assertThat(translated.getMessage()).doesNotContain("planted");
  }

  @Test
  void silenceIsATimeout() {
    ProviderException translated = UpstreamClient.translate(new TimeoutException(), REQUEST);

    assertThat(translated.kind()).isEqualTo(ErrorKind.TIMEOUT);
  }
}
