package dev.maestro.core.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastedCodeTest {
  private static PastedCode read(String pasted) {
    return PastedCode.read(Secret.of(pasted));
  }

  private static Optional<Secret> secret(String text) {
    return Optional.of(Secret.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the-code#the-state",
        "  the-code#the-state\n",
        "http://localhost:1455/auth/callback?code=the-code&state=the-state",
        "http://localhost:1455/auth/callback?state=the-state&code=the-code&scope=a%20b#fragment",
        "code=the-code&state=the-state"
      })
  void everyWayToBringACodeIsUnderstood(String pasted) {
    PastedCode brought = read(pasted);
    assertThat(brought.code()).isEqualTo(secret("the-code"));
    assertThat(brought.state()).isEqualTo(secret("the-state"));
    assertThat(brought.error()).isEmpty();
  }

  @Test
  void aCodeAloneHasNoState() {
    assertThat(read("the-code"))
        .isEqualTo(new PastedCode(secret("the-code"), Optional.empty(), Optional.empty()));
    assertThat(read("the-code#").state()).isEmpty();
  }

  @Test
  void ofTwoTheFirstCounts() {
    assertThat(read("?code=first&code=second&state=s").code()).isEqualTo(secret("first"));
  }

  @Test
  void escapesAreReadAndWhatIsNoneStays() {
    assertThat(read("?code=a%2Fb%23c&state=s").code()).isEqualTo(secret("a/b#c"));
    assertThat(read("?code=100%&state=s").code()).isEqualTo(secret("100%"));
  }

  @Test
  void aRefusalIsInTheVendorsWords() {
    PastedCode said = read("http://x/?error=access_denied&error_description=You+said+no&state=s");
    assertThat(said.error()).contains("You said no");
    assertThat(said.code()).isEmpty();
    assertThat(said.state()).isEqualTo(secret("s"));
    assertThat(read("?error=access_denied").error()).contains("access_denied");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "#", "?code=&state=", "http://x/?code=#code"})
  void whereNothingIsBroughtNothingIsRead(String pasted) {
    assertThat(read(pasted).code()).isEmpty();
  }
}
