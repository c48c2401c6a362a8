package dev.maestro.launcher.credential;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the environment leads a vendor's programs elsewhere: the key beside it is then for what
 * stands there, and no business of the vendor's.
 */
public final class VendorAddress {
  private static final Map<String, VendorAddress> VENDORS =
      Map.of(
          "anthropic", new VendorAddress("ANTHROPIC_BASE_URL", "api.anthropic.com"),
          "openai", new VendorAddress("OPENAI_BASE_URL", "api.openai.com"),
          "gemini",
              new VendorAddress("GOOGLE_GEMINI_BASE_URL", "generativelanguage.googleapis.com"));

  private final String variable;
  private final String host;

  private VendorAddress(String variable, String host) {
    this.variable = variable;
    this.host = host;
  }

  /**
   * The reason why the provider's key in the environment is not its vendor's; empty where it is.
   */
  public static Optional<String> elsewhere(String provider, Map<String, String> environment) {
    VendorAddress vendor = VENDORS.get(provider);
    return Optional.ofNullable(vendor)
        .map(known -> environment.getOrDefault(known.variable, "").strip())
        .filter(url -> !url.isEmpty())
        .map(VendorAddress::host)
        .filter(named -> !named.equals(vendor.host) && !named.endsWith("." + vendor.host))
        .map(named ->
            "%s names %s, so this is not taken for a key of %s."
                .formatted(vendor.variable, named, vendor.host));
  }

  private static String host(String url) {
    try {
      String host = URI.create(url).getHost();
      return host == null ? "another host" : host.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException malformed) {
      return "another host";
    }
  }
}
