package dev.maestro.api.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ProviderException;
import dev.maestro.api.upstream.UpstreamAnswer;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a token endpoint's error means. The two shapes of RFC 6749 and of the vendors' APIs are
 * read; a body that is neither counts by its status.
 */
public final class TokenRefusal {
  /** The code of a login that was revoked at the vendor. */
  public static final String REVOKED = "grant_revoked";

  /** The code where no endpoint of the list is there any more. */
  public static final String MOVED = "endpoint_moved";

  /** The code where the vendor does not take what a person brought back. */
  public static final String CODE = "code_refused";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Pattern WORD = Pattern.compile("[a-zA-Z0-9_.-]{1,60}");
  private static final int LONGEST = 300;

  /** The grant is dead, whatever the status. */
  private static final Set<String> DEAD =
      Set.of(
          "invalid_grant",
          "invalid_refresh_token",
          "token_expired",
          "refresh_token_expired",
          "refresh_token_invalidated",
          "refresh_token_reused",
          "invalid_subject_token");

  /** Not the person's login is wrong, but the operator's client. */
  private static final Set<String> CLIENT =
      Set.of(
          "invalid_client",
          "unauthorized_client",
          "restricted_client",
          "redirect_uri_mismatch",
          "unsupported_grant_type",
          "invalid_scope");

  private TokenRefusal() {}

  /**
   * For the exchange of a code: a vendor that finds fault with the request without a word that is
   * known means the code or its state, which is what differs from login to login.
   */
  public static <T> Future<T> ofCode(Throwable cause) {
    ErrorFacts facts = ProviderException.from(cause).facts();
    return Future.failedFuture(
        facts.kind() == ErrorKind.INVALID_REQUEST && facts.fromVendor()
            ? new ProviderException(
                ErrorFacts.vendor(
                    ErrorKind.NEEDS_LOGIN, ErrorKind.NEEDS_LOGIN.status(), CODE, facts.message()))
            : cause);
  }

  /** Reads an answer that is no success. */
  static ErrorFacts of(UpstreamAnswer answer, Withheld withheld) {
    JsonNode body = json(answer);
    JsonNode error = body.path("error");
    String code = error.isTextual() ? error.asText() : error.path("code").asText("");
    if (code.isEmpty()) {
      code = error.path("type").asText("");
    }
    String said =
        error.isTextual()
            ? body.path("error_description").asText("")
            : error.path("message").asText(body.path("detail").asText(""));
    // Before anything is cut off: half a secret is not found any more.
    String word = withheld.from(code);
    return facts(answer, WORD.matcher(word).matches() ? word : "", withheld.from(said));
  }

  private static ErrorFacts facts(UpstreamAnswer answer, String code, String said) {
    int status = answer.status();
    String message =
        ("The vendor's token endpoint answered " + status + " " + code + ". " + shortened(said))
            .replace("  ", " ")
            .replace(" .", ".")
            .strip();
    ErrorKind kind = kind(status, code);
    String finer =
        kind == ErrorKind.NEEDS_LOGIN && isRevoked(code, said)
            ? REVOKED
            : code.isEmpty() ? null : code;
    return ErrorFacts.vendor(kind, kind.status(), finer, message)
        .withRetryAfter(RetryAfter.of(answer.headers()));
  }

  private static ErrorKind kind(int status, String code) {
    if (status == 429 || status == 408) {
      return status == 429 ? ErrorKind.RATE_LIMITED : ErrorKind.TIMEOUT;
    }
    if (DEAD.contains(code)) {
      return ErrorKind.NEEDS_LOGIN;
    }
    if (CLIENT.contains(code)) {
      return ErrorKind.FORBIDDEN;
    }
    if (status >= 500) {
      return status == 503 ? ErrorKind.OVERLOADED : ErrorKind.VENDOR_FAILURE;
    }
    return switch (status) {
      case 401 -> ErrorKind.NEEDS_LOGIN;
      case 403 -> ErrorKind.FORBIDDEN;
      case 404, 410, 301, 302, 303, 307, 308 -> ErrorKind.NOT_FOUND;
      default -> status >= 400 ? ErrorKind.INVALID_REQUEST : ErrorKind.MALFORMED;
    };
  }

  private static boolean isRevoked(String code, String said) {
    return code.equals("refresh_token_invalidated")
        || said.toLowerCase(Locale.ROOT).contains("revoked");
  }

  private static String shortened(String said) {
    return said.length() <= LONGEST ? said : said.substring(0, LONGEST) + "…";
  }

  private static JsonNode json(UpstreamAnswer answer) {
    try {
      JsonNode body = MAPPER.readTree(answer.body().getBytes());
      return body == null ? MissingNode.getInstance() : body;
    } catch (IOException html) {
      return MissingNode.getInstance();
    }
  }
}
