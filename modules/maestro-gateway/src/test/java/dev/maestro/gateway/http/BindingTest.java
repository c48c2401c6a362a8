package dev.maestro.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.core.settings.HttpSettings;
import dev.maestro.core.settings.StartRefusedException;
import dev.maestro.core.settings.TlsSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BindingTest {
  private static HttpSettings settings(String host, Optional<TlsSettings> tls, boolean insecure) {
    return new HttpSettings(host, 0, Set.of(), 1, tls, insecure);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "localhost", "::1", "[::1]"})
  void loopbackNeedsNothing(String host) {
    assertThat(Binding.options(settings(host, Optional.empty(), false)).isSsl()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "gateway.example", "127.0.0.1.example"})
  void anywhereElseIsRefusedInClearText(String host) {
    HttpSettings settings = settings(host, Optional.empty(), false);

    assertThatThrownBy(() -> Binding.options(settings))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(host)
        .hasMessageContaining("http.insecure");
  }

  @Test
  void anywhereElseIsTakenWithTlsOrAWordThatNoneIsWanted() {
    TlsSettings tls = new TlsSettings(Path.of("cert.pem"), Path.of("key.pem"));

    assertThat(Binding.options(settings("0.0.0.0", Optional.of(tls), false)).isSsl()).isTrue();
    assertThat(Binding.options(settings("0.0.0.0", Optional.empty(), true)).isSsl()).isFalse();
  }
}
