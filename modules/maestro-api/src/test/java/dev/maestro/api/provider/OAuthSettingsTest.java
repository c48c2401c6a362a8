package dev.maestro.api.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.api.AuthType;
import dev.maestro.api.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OAuthSettingsTest {
  private static final List<Setting> DECLARED =
      OAuthSettings.with(
          List.of(Setting.of("base-url", "http://a", "Where.")),
          Map.of("client-id", "ours", "token-url", "http://a/t, http://b/t"));

  @Test
  void aProviderDeclaresItsOwnSettingsAndTheTenOfLogins() {
    assertThat(DECLARED)
        .extracting(Setting::name)
        .containsExactly(
            "base-url",
            "oauth.client-id",
            "oauth.client-secret",
            "oauth.authorize-url",
            "oauth.token-url",
            "oauth.redirect-uri",
            "oauth.scopes",
            "oauth.create-key-url",
            "oauth.revoke-url",
            "oauth.service-account-file",
            "oauth.user-project");
    assertThat(DECLARED)
        .filteredOn(Setting::secret)
        .extracting(Setting::name)
        .containsExactly("oauth.client-secret");
  }

  @Test
  void whatTheOperatorWroteCountsBeforeTheFallback() {
    OAuthSettings bare = read(Map.of());
    OAuthSettings written =
        read(
            Map.of(
                "oauth.client-id", " mine ",
                "oauth.client-secret", "planted",
                "oauth.token-url", "http://c/t",
                "oauth.user-project", "p"));

    assertThat(bare.clientId()).isEqualTo("ours");
    assertThat(bare.tokenUrls()).containsExactly("http://a/t", "http://b/t");
    assertThat(bare.clientSecret()).isNull();
    assertThat(bare.revealedSecret()).isNull();
    assertThat(bare.userProject()).isNull();
    assertThat(bare.revokeUrls()).isEmpty();
    assertThat(written.clientId()).isEqualTo("mine");
    assertThat(written.revealedSecret()).isEqualTo("planted");
    assertThat(written.tokenUrls()).containsExactly("http://c/t");
    assertThat(written.userProject()).isEqualTo("p");
    assertThat(written.toString()).doesNotContain("planted");
  }

  @Test
  void aLoginComesBackToTheSettingElseToMaestroElseToWhereItUsuallyIs() {
    OAuthSettings set = read(Map.of("oauth.redirect-uri", "http://set"));

    assertThat(set.callback(login("http://here"))).isEqualTo("http://set");
    assertThat(read(Map.of()).callback(login("http://here"))).isEqualTo("http://here");
    assertThat(read(Map.of()).callback(login(null)))
        .isEqualTo("http://localhost:1455/auth/callback");
  }

  @Test
  void aMissingSettingIsNamedAsItIsWritten() {
    assertThat(read(Map.of()).missing("client-id", "Make one.").facts().problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.field()).isEqualTo("providers.acme.oauth.client-id");
          assertThat(problem.suggestion()).isEqualTo("Make one.");
        });
  }

  private static Login login(String callback) {
    SessionFacts facts = new SessionFacts("1", "acme", "work", AuthType.OAUTH, null, null);
    return new Login(facts, callback, "state", Secret.of("verifier"), null, null);
  }

  private static OAuthSettings read(Map<String, String> given) {
    return OAuthSettings.of("acme", ProviderSettings.of("acme", DECLARED, given));
  }
}
