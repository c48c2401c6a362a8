package dev.maestro.dialect.openai;

import dev.maestro.api.ErrorKind;

/** The kind of an error, from its code, its type and its status, in this order. */
final class ErrorKinds {
  private ErrorKinds() {}

  static ErrorKind of(int status, String code, String type) {
    ErrorKind kind = word(code);
    if (kind == null) {
      kind = word(type);
    }
    if (kind == null && status >= 400 && status < 600) {
      return status(status);
    }
    if (kind == null && "invalid_request_error".equals(type)) {
      return ErrorKind.INVALID_REQUEST;
    }
    return kind == null ? ErrorKind.VENDOR_FAILURE : kind;
  }

  private static ErrorKind word(String word) {
    return switch (word == null ? "" : word) {
      case "insufficient_quota",
          "credit_balance_exhausted",
          "organization_spend_limit_exceeded",
          "project_spend_limit_exceeded",
          "organization_usage_limit_exceeded",
          "usage_limit_reached" ->
          ErrorKind.QUOTA_EXHAUSTED;
      case "billing_not_active", "billing_hard_limit_reached" -> ErrorKind.BILLING;
      case "model_not_found" -> ErrorKind.MODEL_NOT_FOUND;
      case "invalid_api_key", "authentication_error" -> ErrorKind.UNAUTHORIZED;
      case "unsupported_country_region_territory", "permission_error" -> ErrorKind.FORBIDDEN;
      case "rate_limit_exceeded", "rate_limit_error" -> ErrorKind.RATE_LIMITED;
      case "context_length_exceeded",
          "invalid_prompt",
          "invalid_image",
          "image_too_large",
          "content_policy_violation",
          "unsupported_parameter",
          "unsupported_value",
          "invalid_value",
          "invalid_json_schema" ->
          ErrorKind.INVALID_REQUEST;
      case "overloaded", "overloaded_error", "slow_down", "server_is_overloaded" ->
          ErrorKind.OVERLOADED;
      case "server_error" -> ErrorKind.VENDOR_FAILURE;
      default -> null;
    };
  }

  private static ErrorKind status(int status) {
    return switch (status) {
      case 401 -> ErrorKind.UNAUTHORIZED;
      case 402 -> ErrorKind.BILLING;
      case 403 -> ErrorKind.FORBIDDEN;
      case 404 -> ErrorKind.NOT_FOUND;
      case 408, 504 -> ErrorKind.TIMEOUT;
      case 409 -> ErrorKind.CONFLICT;
      case 413 -> ErrorKind.TOO_LARGE;
      case 429 -> ErrorKind.RATE_LIMITED;
      case 503, 529 -> ErrorKind.OVERLOADED;
      default -> status < 500 ? ErrorKind.INVALID_REQUEST : ErrorKind.VENDOR_FAILURE;
    };
  }
}
