package dev.maestro.core.settings;

import dev.maestro.api.FieldProblem;
import dev.maestro.api.Secret;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads single values; a bad one is noted and its default taken, so that all problems are found at
 * once.
 */
final class SettingValues {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12})\\s*([A-Za-z]*)");
  private static final int HIGHEST_PORT = 65535;
  private static final String NEVER = "never";

  private final SettingsSources sources;
  private final Map<String, List<String>> written;
  private final List<FieldProblem> problems;

  SettingValues(
      SettingsSources sources, Map<String, List<String>> written, List<FieldProblem> problems) {
    this.sources = sources;
    this.written = written;
    this.problems = problems;
  }

  Optional<String> text(SettingKey key) {
    List<String> values = raw(key);
    if (values.size() > 1) {
      refuse(key, "takes one value, not a list", "keep one");
      return Optional.empty();
    }
    return values.stream().filter(value -> !value.isBlank()).map(String::strip).findFirst();
  }

  List<String> list(SettingKey key) {
    return raw(key).stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  Optional<Secret> secret(SettingKey key) {
    return text(key).map(Secret::of);
  }

  Optional<Path> path(SettingKey key) {
    return text(key).map(this::resolve);
  }

  Path resolve(String path) {
    return Paths.resolve(path, sources.workingDirectory(), sources.userHome());
  }

  int port(SettingKey key, int otherwise) {
    return text(key).flatMap(value -> parsed(key, value, SettingValues::asPort)).orElse(otherwise);
  }

  boolean flag(SettingKey key) {
    return text(key).flatMap(value -> parsed(key, value, SettingValues::asFlag)).orElse(false);
  }

  Duration duration(SettingKey key, Duration otherwise) {
    return text(key)
        .flatMap(value -> parsed(key, value, SettingValues::asDuration))
        .orElse(otherwise);
  }

  /** Empty for the word {@code never}. */
  Optional<Duration> durationOrNever(SettingKey key, Duration otherwise) {
    return text(key).filter(NEVER::equalsIgnoreCase).isPresent()
        ? Optional.empty()
        : Optional.of(
            text(key)
                .flatMap(value -> parsed(key, value, SettingValues::asDurationOrNever))
                .orElse(otherwise));
  }

  long size(SettingKey key, long otherwise) {
    return text(key).flatMap(value -> parsed(key, value, SettingValues::asSize)).orElse(otherwise);
  }

  void refuse(SettingKey key, String problem, String suggestion) {
    problems.add(new FieldProblem(key.path(), problem, suggestion));
  }

  static boolean isPostgresUrl(String text) {
    try {
      URI url = URI.create(text);
      return ("postgresql".equals(url.getScheme()) || "postgres".equals(url.getScheme()))
          && url.getRawAuthority() != null
          && url.getPath() != null
          && url.getPath().length() > 1;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private List<String> raw(SettingKey key) {
    return Optional.ofNullable(sources.environment().get(key.variable()))
        .map(List::of)
        .orElse(written.getOrDefault(key.path(), List.of()));
  }

  private <T> Optional<T> parsed(SettingKey key, String value, Function<String, Parsed<T>> parser) {
    Parsed<T> parsed = parser.apply(value);
    if (parsed.value().isEmpty()) {
      refuse(key, "is \"" + value + "\"", parsed.expectation());
    }
    return parsed.value();
  }

  private static Parsed<Integer> asPort(String value) {
    Optional<Integer> port =
        Optional.of(value)
            .filter(text -> text.matches("\\d{1,5}"))
            .map(Integer::valueOf)
            .filter(number -> number <= HIGHEST_PORT);
    return new Parsed<>(port, "write a port from 1 to 65535, or 0 for any free one");
  }

  private static Parsed<Boolean> asFlag(String value) {
    return new Parsed<>(
        switch (value.toLowerCase(Locale.ROOT)) {
          case "true" -> Optional.of(true);
          case "false" -> Optional.of(false);
          default -> Optional.empty();
        },
        "write true or false");
  }

  static Parsed<Duration> asDuration(String value) {
    Matcher amount = AMOUNT.matcher(value);
    Optional<Duration> unit =
        !amount.matches()
            ? Optional.empty()
            : switch (amount.group(2)) {
              case "ms" -> Optional.of(Duration.ofMillis(1));
              case "s" -> Optional.of(Duration.ofSeconds(1));
              case "m", "min" -> Optional.of(Duration.ofMinutes(1));
              case "h" -> Optional.of(Duration.ofHours(1));
              case "d" -> Optional.of(Duration.ofDays(1));
              default -> Optional.empty();
            };
    return new Parsed<>(
        unit.map(one -> one.multipliedBy(Long.parseLong(amount.group(1))))
            .filter(Duration::isPositive),
        "write a time such as 500ms, 30s, 5m, 2h or 1d");
  }

  private static Parsed<Duration> asDurationOrNever(String value) {
    return new Parsed<>(
        asDuration(value).value(), "write a time such as 15m, 2h or 30d, or the word never");
  }

  static Parsed<Long> asSize(String value) {
    Matcher amount = AMOUNT.matcher(value);
    Optional<Long> unit =
        !amount.matches()
            ? Optional.empty()
            : switch (amount.group(2)) {
              case "", "B" -> Optional.of(1L);
              case "KiB" -> Optional.of(1L << 10);
              case "MiB" -> Optional.of(1L << 20);
              case "GiB" -> Optional.of(1L << 30);
              case "kB", "KB" -> Optional.of(1_000L);
              case "MB" -> Optional.of(1_000_000L);
              case "GB" -> Optional.of(1_000_000_000L);
              default -> Optional.empty();
            };
    return new Parsed<>(
        unit.map(one -> new BigInteger(amount.group(1)).multiply(BigInteger.valueOf(one)))
            .filter(bytes -> bytes.signum() > 0 && bytes.bitLength() < Long.SIZE)
            .map(BigInteger::longValueExact),
        "write a size such as 512KiB, 32MiB or 1GiB");
  }

  /** A value, or what was expected instead. */
  record Parsed<T>(Optional<T> value, String expectation) {}
}
