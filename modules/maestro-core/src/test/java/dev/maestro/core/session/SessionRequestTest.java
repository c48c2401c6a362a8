package dev.maestro.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.maestro.api.AuthType;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.FieldProblem;
import dev.maestro.api.ProviderException;
import dev.maestro.api.Secret;
import dev.maestro.api.bus.Announcement;
import dev.maestro.api.provider.ProviderDescription;
import dev.maestro.core.NewSession;
import dev.maestro.core.SessionChange;
import dev.maestro.core.provider.Announcements;
import dev.maestro.core.provider.ProviderCalls;
import dev.maestro.core.store.LoginState;
import dev.maestro.core.store.SessionRow;
import dev.maestro.core.store.SessionStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionRequestTest {
  private static final Secret KEY = Secret.of("sk-1");

  private final Announcements announcements = new Announcements(InstantSource.system());
  private final ProviderCalls providers = new ProviderCalls(null, announcements);

  @BeforeEach
  void announce() {
    announcements.heard(
        new Announcement(
            "1",
            new ProviderDescription(
                "acme",
                "1",
                "1",
                List.of(AuthType.API_KEY),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "n"),
            false));
  }

  private ErrorFacts refusal(NewSession wanted) {
    return catchThrowableOfType(
            ProviderException.class,
            () -> SessionRequest.check(wanted, providers, announcements.knownIds()))
        .facts();
  }

  private static NewSession wanted(String provider, String type, String name, Secret key) {
    return new NewSession(provider, type, name, key, null, null, null, null);
  }

  @Test
  void takesAWellFormedOne() {
    assertThatCode(() ->
            SessionRequest.check(
                wanted("acme", "api_key", "work", KEY), providers, announcements.knownIds()))
        .doesNotThrowAnyException();
  }

  @Test
  void namesEveryFieldThatIsWrongAtOnce() {
    ErrorFacts facts =
        refusal(new NewSession(null, null, "a b", null, "x\r\ny", "p q", null, null));
    assertThat(facts.status()).isEqualTo(400);
    assertThat(facts.code()).isEqualTo("invalid");
    assertThat(facts.problems())
        .extracting(FieldProblem::field)
        .containsExactly("provider", "auth_type", "name", "organization", "project");
  }

  @Test
  void suggestsTheWaysToLogIn() {
    ErrorFacts facts = refusal(wanted("acme", "password", "work", KEY));
    assertThat(facts.status()).isEqualTo(400);
    assertThat(facts.problems().getFirst().field()).isEqualTo("auth_type");
    assertThat(facts.problems().getFirst().suggestion()).contains("api_key or oauth");
  }

  @Test
  void asksForTheKey() {
    for (Secret none : new Secret[] {null, Secret.of(""), Secret.of(" \n")}) {
      ErrorFacts facts = refusal(wanted("acme", "api_key", "work", none));
      assertThat(facts.problems()).extracting(FieldProblem::field).containsExactly("api_key");
    }
  }

  @Test
  void refusesWhatBelongsToTheOtherWayToLogIn() {
    ErrorFacts key = refusal(wanted("acme", "oauth", "work", KEY));
    assertThat(key.status()).isEqualTo(400);
    assertThat(key.problems()).extracting(FieldProblem::field).containsExactly("api_key");
    ErrorFacts login =
        refusal(new NewSession("acme", "api_key", "work", KEY, null, null, null, Secret.of("{}")));
    assertThat(login.problems()).extracting(FieldProblem::field).containsExactly("credential");
  }

  @Test
  void doesNotRepeatAKeyThatCannotBeOne() {
    ErrorFacts facts = refusal(wanted("acme", "api_key", "work", Secret.of("sk-hush\r\nx: y")));
    assertThat(facts.toString()).doesNotContain("hush");
    assertThat(facts.problems().getFirst().field()).isEqualTo("api_key");
  }

  @Test
  void doesNotKnowAProviderThatNeverCame() {
    ErrorFacts facts = refusal(wanted("nosuch", "api_key", "work", KEY));
    assertThat(facts.status()).isEqualTo(404);
    assertThat(facts.code()).isEqualTo("provider_not_found");
    assertThat(facts.message()).contains("nosuch").contains("acme");
  }

  @Test
  void refusesALoginThatTheProviderDoesNotHave() {
    ErrorFacts facts = refusal(wanted("acme", "oauth", "work", null));
    assertThat(facts.status()).isEqualTo(422);
    assertThat(facts.message()).contains("auth_type").contains("api_key");
  }

  @Test
  void aKeyOfASessionByOAuthIsNamedWithWhatToDoInstead() {
    FieldProblem problem = refused(AuthType.OAUTH, SessionStatus.ACTIVE, KEY);
    assertThat(problem.field()).isEqualTo("api_key");
    assertThat(problem.problem()).isEqualTo("does not go with a session by OAuth.");
    assertThat(problem.suggestion()).contains("maestro login acme --name work");
  }

  @Test
  void anotherKeyMustBeOneThatAHeaderCanCarry() {
    for (String text : List.of(" ", "a b", "k".repeat(5_000))) {
      assertThat(refused(AuthType.API_KEY, SessionStatus.ACTIVE, Secret.of(text)).field())
          .isEqualTo("api_key");
    }
  }

  private static FieldProblem refused(AuthType type, SessionStatus status, Secret key) {
    return catchThrowableOfType(
            ProviderException.class,
            () -> SessionRequest.check(new SessionChange(null, key), row(type, status)))
        .facts()
        .problems()
        .getFirst();
  }

  private static SessionRow row(AuthType type, SessionStatus status) {
    return new SessionRow(
        UUID.randomUUID(),
        "acme",
        "work",
        type,
        status,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        LoginState.NONE);
  }
}
