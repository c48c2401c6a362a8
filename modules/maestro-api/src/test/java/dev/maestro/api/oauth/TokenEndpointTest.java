package dev.maestro.api.oauth;

import static dev.maestro.api.bus.Ends.await;
import static dev.maestro.api.bus.Ends.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.upstream.UpstreamClient;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {
  private static final String GOOD = "{\"access_token\":\"a\",\"expires_in\":60}";

  private final Vertx vertx = Vertx.vertx();
  private final UpstreamClient upstream = new UpstreamClient(vertx);
  private final Answering good = Answering.with(vertx, 200, GOOD);

  @AfterEach
  void close() {
    await(upstream.close());
    await(vertx.close());
  }

  @Test
  void aFormAndAnObjectLeaveOutWhatIsNull() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("code", "a b&c#d");
    fields.put("client_secret", null);
    fields.put("scope", "openid email");

    TokenAnswer answer = await(at(good.url()).form(fields));
    await(at(good.url()).json(fields, Map.of()));

    assertThat(answer.access().reveal()).isEqualTo("a");
    assertThat(answer.lifetime()).isEqualTo(Duration.ofMinutes(1));
    assertThat(good.bodies())
        .containsExactly(
            "code=a%20b%26c%23d&scope=openid%20email",
            "{\"code\":\"a b&c#d\",\"scope\":\"openid email\"}");
    assertThat(good.types())
        .containsExactly("application/x-www-form-urlencoded", "application/json");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308, 404, 410})
  void anEndpointThatHasMovedIsAskedForAtTheNextAddress(int status) {
    Answering trap = Answering.with(vertx, 200, "{}");
    Answering moved =
        Answering.with(
            vertx,
            response -> response.setStatusCode(status).putHeader("location", trap.url()).end());

    assertThat(await(at(moved.url(), good.url()).form(Map.of("a", "b"))).access()).isNotNull();

    assertThat(moved.paths()).hasSize(1);
    assertThat(trap.paths()).isEmpty();
  }

  @Test
  void anAddressWhereNobodyListensIsPassedOver() {
    assertThat(await(at(Answering.NOWHERE, good.url()).form(Map.of("a", "b"))).access())
        .isNotNull();
  }

  @Test
  void whereNoneIsLeftTheSettingIsWrongAndWhereOneWasAwayItMayComeBack() {
    Answering moved = Answering.with(vertx, 404, "");
    ProviderException gone = refused(at(moved.url(), moved.url() + "?key=planted"));
    ProviderException away = refused(at(Answering.NOWHERE, moved.url()));

    assertThat(gone.facts().code()).isEqualTo(TokenRefusal.MOVED);
    assertThat(gone.facts().retryable()).isFalse();
    assertThat(gone).hasMessageContaining(moved.url()).hasMessageNotContaining("planted");
    assertThat(away.kind()).isEqualTo(ErrorKind.UNREACHABLE);
  }

  @Test
  void aRequestThatWentOutIsNotSentAnywhereElse() {
    Answering cut = Answering.with(vertx, response -> response.reset());

    ProviderException broken = refused(at(cut.url(), good.url()));

    assertThat(broken.facts().retryable()).isTrue();
    assertThat(cut.paths()).hasSize(1);
    assertThat(good.paths()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<html>planted</html>", "[\"planted\"]", "\"planted\"", "{\"planted", "7"})
  void anAnswerThatIsNoObjectIsNotQuoted(String body) {
    ProviderException odd = refused(at(Answering.with(vertx, 200, body).url()));

    assertThat(odd.kind()).isEqualTo(ErrorKind.MALFORMED);
    assertThat(odd).hasMessageNotContaining("planted").hasNoCause();
  }

  @Test
  void anEmptyAnswerIsAnEmptyOne() {
    TokenAnswer answer = await(at(Answering.with(vertx, 200, "").url()).form(Map.of("a", "b")));

    assertThat(answer.access()).isNull();
    assertThat(answer.lifetime()).isNull();
    assertThat(answer.scopes()).isEmpty();
    assertThat(answer).hasToString("TokenAnswer[hidden]");
  }

  @Test
  void anAnswerHasABound() {
    Answering endless =
        Answering.with(
            vertx,
            response -> response.setChunked(true).end(Buffer.buffer(new byte[(1 << 20) + 1])));

    assertThat(refused(at(endless.url())).kind()).isEqualTo(ErrorKind.MALFORMED);
  }

  @Test
  void anAnswerThatNeverEndsIsGivenUpThoughItKeepsComing() {
    Promise<Void> hungUp = Promise.promise();
    Answering dribbling =
        Answering.with(
            vertx,
            response -> {
              response.setChunked(true).write("{");
              long drops = vertx.setPeriodic(20, drop -> response.write(" "));
              response.closeHandler(gone -> {
                vertx.cancelTimer(drops);
                hungUp.tryComplete();
              });
            });
    List<String> urls = List.of(dribbling.url(), good.url());

    ProviderException late = refused(new TokenEndpoint(upstream, urls, Duration.ofSeconds(2)));

    assertThat(late.kind()).isEqualTo(ErrorKind.TIMEOUT);
    assertThat(good.paths()).as("the token may have been used up").isEmpty();
    await(hungUp.future());
  }

  @Test
  void anOverloadedVendorSaysHowLongToWait() {
    Answering busy =
        Answering.with(
            vertx, response -> response.setStatusCode(503).putHeader("retry-after", "17").end());

    ProviderException refusal = refused(at(busy.url(), good.url()));

    assertThat(refusal.kind()).isEqualTo(ErrorKind.OVERLOADED);
    assertThat(refusal.facts().retryAfter()).isEqualTo(Duration.ofSeconds(17));
    assertThat(good.paths()).isEmpty();
  }

  @Test
  void headersAloneAreSentAndNotRepeated() {
    Answering echo =
        Answering.with(vertx, 403, "{\"error\":{\"message\":\"not with planted-token\"}}");
    Map<String, String> bearer = Map.of("authorization", "Bearer planted-token");

    ProviderException posted = (ProviderException) failure(at(echo.url()).post(bearer));
    ProviderException read = (ProviderException) failure(at(echo.url()).read(bearer));

    assertThat(echo.paths()).containsExactly("POST /token", "GET /token");
    assertThat(echo.types().getFirst()).isEqualTo("application/json");
    assertThat(List.of(posted, read))
        .allSatisfy(refusal -> assertThat(refusal).hasMessageContaining("not with [hidden]"));
  }

  private TokenEndpoint at(String... urls) {
    return new TokenEndpoint(upstream, List.of(urls));
  }

  private static ProviderException refused(TokenEndpoint endpoint) {
    return (ProviderException) failure(endpoint.form(Map.of("refresh_token", "planted-token")));
  }
}
