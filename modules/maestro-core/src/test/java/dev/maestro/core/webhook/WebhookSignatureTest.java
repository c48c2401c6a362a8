package dev.maestro.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Secret;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class WebhookSignatureTest {
  private static final Buffer BODY = Buffer.buffer("{\"test\": 2432232314}");

  /** The example that the scheme's libraries are tested with. */
  @Test
  void theSchemesOwnExampleIsSignedAsItSays() {
    assertThat(
            WebhookSignature.of(
                Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1_614_265_330,
                BODY))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  /**
   * By: printf %s 'msg_1.1700000000.{"test": 2432232314}' | openssl dgst -sha256 -hmac … -binary
   */
  @Test
  void aSecretWithoutThePrefixIsATextAsItIs() {
    assertThat(
            WebhookSignature.of(
                Secret.of("a secret of sixteen and more"), "msg_1", 1_700_000_000, BODY))
        .isEqualTo("v1,xELv0ZgmWCPq7+wEVCNH6W7Bdf6AK2UMxM37+z8vGKc=");
  }
}
