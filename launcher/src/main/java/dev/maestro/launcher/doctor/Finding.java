package dev.maestro.launcher.doctor;

import dev.maestro.core.settings.StartRefusedException;
import java.util.stream.Collectors;

/** One thing that was looked at; where it is wrong, the text says what to do. */
public record Finding(String subject, boolean ok, String text) {
  public static Finding ok(String subject, String text) {
    return new Finding(subject, true, text);
  }

  /** What a start would say, on one line. */
  public static Finding refused(String subject, StartRefusedException refusal) {
    return problem(
        subject, refusal.getMessage().lines().map(String::strip).collect(Collectors.joining(" ")));
  }

  public static Finding problem(String subject, String text) {
    return new Finding(subject, false, text);
  }
}
