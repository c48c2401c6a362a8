package dev.maestro.simulator.script;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;

/** Counts the tokens of one answer while it is written, and hashes its visible text. */
public final class Meter {
  private final int inputTokens;
  private final MessageDigest digest;
  private int textTokens;
  private int reasoningTokens;
  private int callTokens;
  private long characters;

  public Meter(int inputTokens) {
    this.inputTokens = inputTokens;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The tokens of a text, each counted when it is taken. */
  public Iterator<String> text(Iterator<String> tokens) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return tokens.hasNext();
      }

      @Override
      public String next() {
        String token = tokens.next();
        textTokens++;
        characters += token.codePointCount(0, token.length());
        digest.update(token.getBytes(StandardCharsets.UTF_8));
        return token;
      }
    };
  }

  public void reasoning(List<String> tokens) {
    reasoningTokens += tokens.size();
  }

  public void refusal(List<String> tokens) {
    textTokens += tokens.size();
  }

  public void call(String arguments) {
    callTokens += 8 + arguments.length() / 4;
  }

  public int input() {
    return inputTokens;
  }

  public int reasoning() {
    return reasoningTokens;
  }

  /** Output tokens without those of reasoning. */
  public int visible() {
    return textTokens + callTokens;
  }

  public int output() {
    return visible() + reasoningTokens;
  }

  public long characters() {
    return characters;
  }

  /** SHA-256 of the visible text as hexadecimal; ends the counting. */
  public String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
