package dev.maestro.api.bus;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A message from the server of a stream to its opener.
 *
 * @param number 0, 1, 2 … over the numbered frames; a gap means that frames were lost
 */
public record StreamFrame(String stream, long number, FrameBody body) {
  /** Whether it counts; -1 stands for those that do not. */
  @JsonIgnore
  public boolean isNumbered() {
    return number >= 0;
  }
}
