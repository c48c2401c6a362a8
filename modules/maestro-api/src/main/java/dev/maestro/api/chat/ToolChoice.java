package dev.maestro.api.chat;

/**
 * Which tools the model may or must call.
 *
 * @param name the tool's, with mode {@link Mode#ONE}; else null
 */
public record ToolChoice(Mode mode, String name) {
  /** The choices all vendors share. */
  public enum Mode {
    AUTO,
    REQUIRED,
    ONE,
    NONE
  }

  /** Whether a choice, which may be null, makes the model call a tool. */
  public static boolean isForced(ToolChoice choice) {
    return choice != null && (choice.mode() == Mode.REQUIRED || choice.mode() == Mode.ONE);
  }

  /** A choice that names no tool. */
  public static ToolChoice of(Mode mode) {
    return new ToolChoice(mode, null);
  }

  /** This tool and no other. */
  public static ToolChoice one(String name) {
    return new ToolChoice(Mode.ONE, name);
  }
}
