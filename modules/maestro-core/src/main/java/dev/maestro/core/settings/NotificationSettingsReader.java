package dev.maestro.core.settings;

import dev.maestro.api.Secret;
import dev.maestro.core.address.InternalAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads where notifications go. No problem quotes a URL, which may be a secret. */
final class NotificationSettingsReader {
  private static final int SHORTEST_SECRET = 16;
  private static final int MOST_WEBHOOKS = 20;
  private static final String ENCODED = "whsec_";

  private final SettingValues values;

  private NotificationSettingsReader(SettingValues values) {
    this.values = values;
  }

  static NotificationSettings read(SettingValues values) {
    return new NotificationSettingsReader(values).read();
  }

  private NotificationSettings read() {
    boolean allowInternal = values.flag(SettingKey.NOTIFICATIONS_ALLOW_INTERNAL);
    List<String> webhooks =
        values.list(SettingKey.NOTIFICATIONS_WEBHOOKS).stream().distinct().toList();
    if (webhooks.size() > MOST_WEBHOOKS) {
      values.refuse(
          SettingKey.NOTIFICATIONS_WEBHOOKS,
          "has " + webhooks.size() + " URLs",
          "name at most " + MOST_WEBHOOKS + ", and let one of them pass the messages on");
    }
    for (int place = 0; place < webhooks.size(); place++) {
      check(place + 1, webhooks.get(place), allowInternal);
    }
    return new NotificationSettings(
        webhooks.stream().map(Secret::of).toList(), secret(!webhooks.isEmpty()), allowInternal);
  }

  private void check(int place, String webhook, boolean allowInternal) {
    URI url;
    try {
      url = new URI(webhook);
    } catch (URISyntaxException malformed) {
      refuse(place, "is no URL", "write https://host/path; a comma within it as %2C");
      return;
    }
    String scheme = Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    if (!(scheme.equals("https") || scheme.equals("http"))
        || url.getHost() == null
        || url.getPort() > 65_535) {
      refuse(place, "is no address on the web", "write https://host/path");
    } else if (url.getRawUserInfo() != null) {
      refuse(place, "has a user name in it", "leave that out: receivers check the signature");
    } else if (scheme.equals("http") && !allowInternal) {
      refuse(
          place,
          "is not encrypted",
          "write https://, or set notifications.allow-internal: true where nobody reads along");
    } else if (!allowInternal && InternalAddress.isLiterally(url.getHost())) {
      refuse(
          place,
          "is on the internal host " + url.getHost(),
          "name a host on the Internet, or set notifications.allow-internal: true");
    }
  }

  private Optional<Secret> secret(boolean needed) {
    Optional<Secret> secret = values.secret(SettingKey.NOTIFICATIONS_WEBHOOK_SECRET);
    if (secret.isEmpty() && needed) {
      values.refuse(
          SettingKey.NOTIFICATIONS_WEBHOOK_SECRET,
          "is missing, and receivers could not tell who sends",
          "take a long random one, for example from: openssl rand -hex 32");
    } else if (secret.filter(text -> text.reveal().length() < SHORTEST_SECRET).isPresent()) {
      values.refuse(
          SettingKey.NOTIFICATIONS_WEBHOOK_SECRET,
          "is shorter than " + SHORTEST_SECRET + " characters",
          "take a long random one, for example from: openssl rand -hex 32");
    } else if (secret.filter(text -> !isReadable(text.reveal())).isPresent()) {
      values.refuse(
          SettingKey.NOTIFICATIONS_WEBHOOK_SECRET,
          "has no base64 after " + ENCODED,
          "write " + ENCODED + " and what openssl rand -base64 32 prints, or any other text");
    }
    return secret;
  }

  private static boolean isReadable(String secret) {
    if (!secret.startsWith(ENCODED)) {
      return true;
    }
    try {
      return Base64.getDecoder().decode(secret.substring(ENCODED.length())).length > 0;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private void refuse(int place, String problem, String suggestion) {
    values.refuse(SettingKey.NOTIFICATIONS_WEBHOOKS, "number " + place + " " + problem, suggestion);
  }
}
