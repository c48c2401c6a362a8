package dev.maestro.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.AuthType;
import dev.maestro.api.Dialect;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.api.bus.FrameBody.Finished;
import dev.maestro.api.chat.ChatRequest;
import dev.maestro.api.chat.ChatRequestBuilder;
import dev.maestro.api.chat.Message;
import dev.maestro.api.chat.ReasoningOptions;
import dev.maestro.api.chat.Role;
import dev.maestro.api.provider.KeyCheck;
import dev.maestro.api.provider.ProviderDescription;
import dev.maestro.api.provider.Setting;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every provider with API keys, models and streaming has to do. A test class inherits it and
 * says how the provider is made and who plays its vendor:
 *
 * <pre>{@code
 * class AcmeContractTest extends ProviderContract {
 *   protected ProviderVerticle provider() { return new AcmeVerticle(); }
 *   protected Future<VendorStandIn> vendor(Vertx vertx) { return AcmeStandIn.start(vertx); }
 * }
 * }</pre>
 */
public abstract class ProviderContract extends LoginContract {
  /** For subclasses, which JUnit makes. */
  protected ProviderContract() {}

  @Test
  final void describesItselfByWhatItHas() {
    ProviderDescription description = Deployed.await(deployed().describe());

    assertThat(description.id()).isEqualTo(deployed().id()).matches("[a-z0-9-]+");
    assertThat(description.authTypes()).contains(AuthType.API_KEY);
    assertThat(description.features()).contains("models", "streaming");
    assertThat(description.dialects()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(description.settings())
        .allSatisfy(setting -> assertThat(setting.description()).isNotBlank())
        .extracting(Setting::name)
        .contains("base-url")
        .doesNotHaveDuplicates();
    assertThat(description.rules()).allSatisfy(rule -> assertThat(rule.suggestion()).isNotBlank());
  }

  @Test
  final void findsAGoodKeyGood() {
    assertThat(Deployed.await(deployed().check(Deployed.GOOD))).isInstanceOf(KeyCheck.Good.class);
  }

  @Test
  final void findsABadKeyBadInTheVendorsWordsAndWithoutTheKey() {
    KeyCheck found = Deployed.await(deployed().check(Deployed.BAD));

    assertThat(found).isInstanceOf(KeyCheck.Bad.class);
    KeyCheck.Bad bad = (KeyCheck.Bad) found;
    assertThat(bad.error().fromVendor()).isTrue();
    assertThat(bad.error().kind()).isEqualTo(ErrorKind.UNAUTHORIZED);
    assertThat(bad.error().message()).isNotBlank();
    assertThat(bad.toString()).doesNotContain(vendor().badKey().reveal());
  }

  @Test
  final void cannotTellWhereTheVendorFailsOrIsNotThere() {
    for (int status : List.of(200, 403, 429, 500, 502, 503)) {
      assertThat(checkAgainst(status)).isInstanceOf(KeyCheck.Unknown.class);
    }
    assertThat(checkAt(Deployed.await(Elsewhere.nowhere(vertx()))))
        .isInstanceOf(KeyCheck.Unknown.class);
  }

  @Test
  final void listsTheVendorsModels() {
    List<ModelInfo> models = Deployed.await(deployed().models(Deployed.GOOD));

    assertThat(models).extracting(ModelInfo::id).contains(vendor().model()).doesNotHaveDuplicates();
    assertThat(models)
        .allSatisfy(model -> {
          assertThat(model.provider()).isEqualTo(deployed().id());
          assertThat(model.name()).isNotBlank();
          assertThat(model.source()).isEqualTo(ModelInfo.SOURCE_VENDOR);
        });
  }

  @Test
  final void listsNoModelsForABadKey() {
    ProviderException failure = Deployed.failure(deployed().models(Deployed.BAD));

    assertThat(failure.kind()).isEqualTo(ErrorKind.UNAUTHORIZED);
    assertThat(failure.facts().fromVendor()).isTrue();
  }

  @Test
  final void streamsAnAnswerInOrderWithUsage() {
    hasAnswered(heard(Situation.ANSWER, true));
  }

  @Test
  final void readsAnswersCutAtEveryByte() {
    hasAnswered(heard(Situation.SINGLE_BYTES, true));
  }

  @Test
  final void givesAWholeAnswerTheSameEvents() {
    hasAnswered(heard(Situation.ANSWER, false));
  }

  @Test
  final void passesEachOfItsDialectsThrough() {
    for (Dialect dialect : Deployed.await(deployed().describe()).dialects()) {
      for (boolean stream : List.of(true, false)) {
        Heard heard = Deployed.await(pass(dialect, stream, Map.of()).heard());

        hasAnswered(heard);
        assertThat(heard.raw().length()).isPositive();
        assertThat(heard.opened().contentType())
            .startsWith(stream ? "text/event-stream" : "application/json");
      }
    }
  }

  @Test
  final void asksWithTheSessionsCredentialWhateverTheClientSent() {
    Map<String, String> own =
        Map.of(
            "authorization", "Bearer a-clients-own",
            "x-api-key", "a-clients-own",
            "x-goog-api-key", "a-clients-own",
            "accept-encoding", "gzip");
    for (Dialect dialect : Deployed.await(deployed().describe()).dialects()) {
      hasAnswered(Deployed.await(pass(dialect, true, own).heard()));
    }
  }

  @Test
  final void breaksOffTheVendorsRequestWhenTheClientLeaves() {
    Listening listening = ask(Deployed.GOOD, Situation.ENDLESS, true);
    Deployed.await(listening.spoken());

    listening.cancel();

    assertThat(Deployed.await(vendor().aborted())).isNotNull();
  }

  @Test
  final void failsByKindWhereTheVendorRefuses() {
    ProviderException unauthorized = refusal(Deployed.BAD, Situation.ANSWER);
    assertThat(unauthorized.kind()).isEqualTo(ErrorKind.UNAUTHORIZED);
    assertThat(unauthorized.facts().retryable()).isFalse();

    ProviderException limited = refusal(Deployed.GOOD, Situation.RATE_LIMITED);
    assertThat(limited.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
    assertThat(limited.facts().status()).isEqualTo(429);
    assertThat(limited.facts().retryAfter()).isPositive();

    ProviderException overloaded = refusal(Deployed.GOOD, Situation.OVERLOADED);
    assertThat(overloaded.kind()).isEqualTo(ErrorKind.OVERLOADED);
    assertThat(overloaded.facts().retryable()).isTrue();

    assertThat(List.of(unauthorized, limited, overloaded))
        .allSatisfy(failure -> {
          assertThat(failure.facts().fromVendor()).isTrue();
          assertThat(failure.facts().vendorBody()).isNotBlank();
          assertThat(failure.getMessage()).isNotBlank();
        });
  }

  @Test
  final void neverTakesABrokenAnswerForAWholeOne() {
    for (Situation broken : List.of(Situation.TRUNCATED, Situation.CUT)) {
      assertThat(heard(broken, true).error().kind()).isEqualTo(ErrorKind.TRUNCATED);
    }
  }

  @Test
  final void fitsEveryWishToEachModelItLists() {
    List<ReasoningOptions> efforts =
        Stream.of("none", "minimal", "medium", "xhigh").map(ReasoningOptions::effort).toList();
    for (ModelInfo model : Deployed.await(deployed().models(Deployed.GOOD))) {
      for (ReasoningOptions effort : efforts) {
        ChatRequest request = wishes(model.id()).reasoning(effort).build();
        Heard heard = Deployed.await(deployed().ask(Deployed.GOOD, request, true).heard());

        assertThat(heard.last()).as(model.id() + " " + effort).isInstanceOf(Finished.class);
      }
    }
  }

  @Test
  final void knowsOnlySessionsOfTheVault() {
    Listening listening = ask("nobodys", Situation.ANSWER, true);

    assertThat(Deployed.failure(listening.opened()).kind()).isEqualTo(ErrorKind.NOT_FOUND);
  }

  /** More than any one vendor takes; a provider fits it and says so, or the vendor refuses it. */
  private ChatRequestBuilder wishes(String model) {
    return ChatRequest.to(model)
        .message(Message.text(Role.USER, vendor().prompt(Situation.ANSWER)))
        .temperature(1.9)
        .topP(0.5)
        .topK(40)
        .presencePenalty(0.5)
        .frequencyPenalty(0.5)
        .stop("the end");
  }

  private KeyCheck checkAgainst(int status) {
    HttpServer server = Deployed.await(Elsewhere.proxy(vertx(), status));
    KeyCheck found = checkAt("http://127.0.0.1:" + server.actualPort());
    Deployed.await(server.close());
    return found;
  }

  private KeyCheck checkAt(String url) {
    Vertx own = Deployed.vertx();
    try {
      Deployed there = Deployed.start(own, provider(), vendor(), vendor().settings(url));
      return Deployed.await(there.check(Deployed.GOOD));
    } finally {
      Deployed.await(own.close());
    }
  }
}
