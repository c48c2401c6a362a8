package dev.maestro.e2e.running;

import dev.maestro.simulator.Vendor;
import java.util.stream.Stream;

/** The ways in which a session is logged in by OAuth, and what requests are then made with. */
public enum LoginWay {
  /** An API key is made of the login. */
  ANTHROPIC_KEY(Vendor.ANTHROPIC, "anthropic", Flow.PASTE, true),
  /** The account has no Console organisation. */
  ANTHROPIC_BEARER(Vendor.ANTHROPIC, "anthropic", Flow.PASTE, false),
  /** An API key is minted of the login. */
  OPENAI_KEY(Vendor.OPENAI, "openai", Flow.CALLBACK, true),
  /** The account has no platform organisation. */
  OPENAI_ACCESS_TOKEN(Vendor.OPENAI, "openai", Flow.CALLBACK, false),
  /** The operator's own client. */
  GEMINI_CLIENT(Vendor.GEMINI, "gemini", Flow.CALLBACK, true),
  GEMINI_SERVICE_ACCOUNT(Vendor.GEMINI, "gemini-machine", Flow.NONE, true),
  /** Application Default Credentials. */
  GEMINI_ADC(Vendor.GEMINI, "gemini-adc", Flow.NONE, true);

  /** What a person has to do. */
  public enum Flow {
    PASTE,
    CALLBACK,
    NONE
  }

  private final Vendor vendor;
  private final String provider;
  private final Flow flow;
  private final boolean organization;

  LoginWay(Vendor vendor, String provider, Flow flow, boolean organization) {
    this.vendor = vendor;
    this.provider = provider;
    this.flow = flow;
    this.organization = organization;
  }

  public Vendor vendor() {
    return vendor;
  }

  public String provider() {
    return provider;
  }

  public Flow flow() {
    return flow;
  }

  /** Whether the account has an organisation in which keys can be made. */
  public boolean organization() {
    return organization;
  }

  /** As the session shows it. */
  public String credential() {
    return this == ANTHROPIC_KEY || this == OPENAI_KEY ? "api_key" : "access_token";
  }

  /** Whether deleting the session ends the login at its vendor. */
  public boolean endsAtVendor() {
    return flow == Flow.CALLBACK;
  }

  /** A model that such a session has, and that answers with text. */
  public String model() {
    return this == OPENAI_ACCESS_TOKEN ? "gpt-5.1" : Gateway.model(vendor);
  }

  public String path(String session) {
    return "/api/sessions/" + provider + "/" + session;
  }

  public static Stream<LoginWay> all() {
    return Stream.of(values());
  }
}
