package dev.maestro.launcher.doctor;

/** One thing that was looked at; where it is wrong, the text says what to do. */
public record Finding(String subject, boolean ok, String text) {
  public static Finding ok(String subject, String text) {
    return new Finding(subject, true, text);
  }

  public static Finding problem(String subject, String text) {
    return new Finding(subject, false, text);
  }
}
