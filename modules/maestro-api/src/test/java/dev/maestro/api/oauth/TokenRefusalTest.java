package dev.maestro.api.oauth;

import static dev.maestro.api.bus.Ends.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.upstream.UpstreamAnswer;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenRefusalTest {
  private static final String PLANTED = "sk-ant-ort01-planted-refresh-token";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | {'error':'invalid_grant','error_description':'Bad Request'} | NEEDS_LOGIN | invalid_grant",
        "400 | {'error':'invalid_grant','error_description':'Token has been expired or revoked.'} | NEEDS_LOGIN | grant_revoked",
        "401 | {'error':{'message':'used','code':'refresh_token_reused'}} | NEEDS_LOGIN | refresh_token_reused",
        "403 | {'error':{'message':'x','code':'refresh_token_invalidated'}} | NEEDS_LOGIN | grant_revoked",
        "500 | {'error':'refresh_token_expired'} | NEEDS_LOGIN | refresh_token_expired",
        "401 | {'error':{'message':'Invalid ID token','code':'invalid_subject_token'}} | NEEDS_LOGIN | invalid_subject_token",
        "401 | nothing | NEEDS_LOGIN | needs_login",
        "401 | {'error':'invalid_client'} | FORBIDDEN | invalid_client",
        "400 | {'error':'redirect_uri_mismatch'} | FORBIDDEN | redirect_uri_mismatch",
        "403 | {'error':{'message':'country','code':'unsupported_country'}} | FORBIDDEN | unsupported_country",
        "400 | {'error':{'type':'invalid_request_error','message':'x','code':null}} | INVALID_REQUEST | invalid_request_error",
        "400 | {'detail':'nope'} | INVALID_REQUEST | invalid_request",
        "404 | {'type':'error','error':{'type':'not_found_error','message':'x'}} | NOT_FOUND | not_found_error",
        "410 | gone | NOT_FOUND | not_found",
        "301 | moved | NOT_FOUND | not_found",
        "303 | moved | NOT_FOUND | not_found",
        "408 | late | TIMEOUT | timeout",
        "429 | {'error':'invalid_grant'} | RATE_LIMITED | invalid_grant",
        "500 | <html>oops</html> | VENDOR_FAILURE | vendor_failure",
        "502 | [] | VENDOR_FAILURE | vendor_failure",
        "503 | {'error':'temporarily_unavailable'} | OVERLOADED | temporarily_unavailable",
        "302 | <html>moved</html> | NOT_FOUND | not_found",
        "418 | '' | INVALID_REQUEST | invalid_request",
        "206 | {'error':7} | MALFORMED | malformed"
      })
  void aRefusalHasItsKindAndCode(int status, String body, ErrorKind kind, String code) {
    ErrorFacts facts = read(status, body.replace('\'', '"'));

    assertThat(facts.kind()).isEqualTo(kind);
    assertThat(facts.code()).isEqualTo(code);
    assertThat(facts.fromVendor()).isTrue();
    assertThat(facts.vendorBody()).isNull();
    assertThat(facts.message()).startsWith("The vendor's token endpoint answered " + status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'error':'invalid_grant','error_description':'no such token @'}",
        "{'error':'@','error_description':'x'}",
        "{'error':{'message':'@ is not @','code':'@','type':'@'}}",
        "{'detail':'@'}",
        "{'error':'x','error_description':'eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.sig'}"
      })
  void noWordOfTheVendorsRepeatsASecret(String body) {
    ErrorFacts facts = read(400, body.replace('\'', '"').replace("@", PLANTED));

    assertThat(facts.toString()).doesNotContain("planted").doesNotContain("eyJ");
  }

  @Test
  void aSecretThatStandsWhereTheWordsAreCutIsNotLeftInPart() {
    String words = "word ".repeat(58) + PLANTED;
    assertThat(words.length()).isGreaterThan(300);

    String said = read(400, "{\"error\":\"x\",\"error_description\":\"" + words + "\"}").message();

    assertThat(said).doesNotContain("sk-ant");
  }

  @Test
  void longWordsOfAVendorAreCutAndHelpIsKept() {
    String help = "https://help.vendor.example/en/articles/1234567-why-this-has-happened";
    String said =
        read(400, "{\"error\":\"x\",\"error_description\":\"See " + help + " " + "a ".repeat(999))
            .message();
    String cut =
        read(400, "{\"error\":\"x\",\"error_description\":\"See " + help + "\"}").message();

    assertThat(said).hasSizeLessThan(400);
    assertThat(cut).contains(help);
  }

  @Test
  void atAnExchangeABadRequestMeansTheCode() {
    ErrorFacts unknown = read(400, "{\"error\":{\"message\":\"bad code\",\"type\":\"weird\"}}");
    ErrorFacts client = read(400, "{\"error\":\"redirect_uri_mismatch\"}");

    ErrorFacts code = exchange(unknown);

    assertThat(code.kind()).isEqualTo(ErrorKind.NEEDS_LOGIN);
    assertThat(code.code()).isEqualTo(TokenRefusal.CODE);
    assertThat(code.message()).contains("bad code");
    assertThat(exchange(client).kind()).isEqualTo(ErrorKind.FORBIDDEN);
  }

  private static ErrorFacts exchange(ErrorFacts refusal) {
    Throwable cause = failure(TokenRefusal.ofCode(new ProviderException(refusal)));
    return ProviderException.from(cause).facts();
  }

  private static ErrorFacts read(int status, String body) {
    return TokenRefusal.of(
        new UpstreamAnswer(status, Map.of(), Buffer.buffer(body)),
        new Withheld(Map.of("refresh_token", PLANTED, "grant_type", "refresh_token")));
  }
}
