package dev.maestro.api.bus;

/** Every address on the event bus. No other class builds one. */
public final class Addresses {
  /** Providers publish {@link Announcement}s here. */
  public static final String ANNOUNCEMENTS = "providers.announced";

  /** A newcomer publishes here, and every provider announces itself again. */
  public static final String ROLL_CALL = "providers.roll-call";

  /** Published with a notification's id, so that every node reads what is new. */
  public static final String NOTIFICATIONS = "notifications.raised";

  private Addresses() {}

  /**
   * What a provider can do: empty text, answers {@link
   * dev.maestro.api.provider.ProviderDescription}.
   */
  public static String describe(String provider) {
    return provider(provider, "describe");
  }

  /**
   * Is a session's key good: {@link SessionCall}, answers {@link
   * dev.maestro.api.provider.KeyCheck}.
   */
  public static String apiKeyCheck(String provider) {
    return provider(provider, "apikey.check");
  }

  /**
   * Where a login begins: {@link LoginCall}, answers {@link dev.maestro.api.oauth.Authorization}.
   */
  public static String authorize(String provider) {
    return provider(provider, "oauth.authorize");
  }

  /** Makes a session of a login, stored before the answer: {@link LoginCall}, {@link Done}. */
  public static String exchange(String provider) {
    return provider(provider, "oauth.exchange");
  }

  /** Refreshes a session, stored before the answer: {@link SessionCall}, answers {@link Done}. */
  public static String refresh(String provider) {
    return provider(provider, "oauth.refresh");
  }

  /** Ends a session's login at the vendor: {@link SessionCall}, answers {@link Done}. */
  public static String revoke(String provider) {
    return provider(provider, "oauth.revoke");
  }

  /** A session's models: {@link SessionCall}, answers {@link ModelList}. */
  public static String models(String provider) {
    return provider(provider, "models");
  }

  /** A conversation: {@link OpenStream}, answers {@link Accepted}; then frames. */
  public static String stream(String provider) {
    return provider(provider, "stream");
  }

  /** How many tokens a request would take: as {@link #stream}, and usage is the answer. */
  public static String count(String provider) {
    return provider(provider, "count");
  }

  /** An answer that the vendor keeps: as {@link #stream}; what comes is the vendor's own. */
  public static String kept(String provider) {
    return provider(provider, "kept");
  }

  /** The one address of a node for streams from and to other nodes. */
  public static String node(String node) {
    return "streams." + node;
  }

  /** Local to one node: the frames of a stream, for its opener. */
  static String frames(String stream) {
    return "stream." + stream + ".frames";
  }

  /** Local to one node: what the opener of a stream says to its server. */
  static String control(String stream) {
    return "stream." + stream + ".control";
  }

  private static String provider(String id, String operation) {
    return "provider." + id + "." + operation;
  }
}
