package dev.maestro.dialect;

import dev.maestro.api.ProviderException;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A value of a client's request together with its path, read strictly: a wrong type or range fails
 * naming the field. Null and absent are the same.
 *
 * @param path as the client would write it: {@code messages[1].role}; empty for the body itself
 */
public record Field(Json value, String path) {
  /** A request's body as it came; fails as a wrong request where it is no JSON object. */
  public static Field body(Buffer body) {
    Json json;
    try {
      json = Json.parse(body);
    } catch (ProviderException malformed) {
      throw ProviderException.invalid(
          "body", malformed.facts().message(), "Send a JSON object in UTF-8.");
    }
    return body(json);
  }

  /** A request's body. */
  public static Field body(Json body) {
    return new Field(body, "").object();
  }

  /** A field of this object. */
  public Field at(String name) {
    return new Field(value.at(name), path.isEmpty() ? name : path + "." + name);
  }

  /** Whether there is a value, and not null. */
  public boolean present() {
    return value.present();
  }

  /** This, if it is an object. */
  public Field object() {
    return checked(value.isObject(), "is not an object.", "Send a JSON object.");
  }

  /** This, if there is a value. */
  public Field required() {
    return checked(present(), "is missing.", "Add this field.");
  }

  /** The elements of this list; empty where there is no value. */
  public List<Field> elements() {
    checked(!present() || value.isList(), "is not a list.", "Send a JSON list.");
    List<Field> elements = new ArrayList<>();
    for (Json element : value.list()) {
      elements.add(new Field(element, path + "[" + elements.size() + "]"));
    }
    return elements;
  }

  /** This text, or null where there is no value. */
  public String text() {
    return checked(!present() || value.isText(), "is not text.", "Send a JSON string.")
        .value
        .text();
  }

  /** This truth, or null. */
  public Boolean flag() {
    if (!present()) {
      return null;
    }
    checked(value.node().isBoolean(), "is neither true nor false.", "Send true or false.");
    return value.node().booleanValue();
  }

  /** This number within bounds, or null. */
  public Double decimal(double min, double max) {
    if (!present()) {
      return null;
    }
    double number = value.node().asDouble();
    checked(
        value.node().isNumber() && number >= min && number <= max,
        "is not a number from " + min + " to " + max + ".",
        "Send a number within these bounds.");
    return number;
  }

  /** This whole number within bounds, or null. */
  public Long whole(long min, long max) {
    if (!present()) {
      return null;
    }
    boolean whole = value.node().isIntegralNumber() && value.node().canConvertToLong();
    long number = value.node().longValue();
    checked(
        whole && number >= min && number <= max,
        "is not a whole number from " + min + " to " + max + ".",
        "Send a whole number within these bounds.");
    return number;
  }

  /** This small whole number within bounds, or null. */
  public Integer small(int min, int max) {
    Long number = whole(min, max);
    return number == null ? null : (Integer) number.intValue();
  }

  /** What is thrown for this field. */
  public ProviderException wrong(String problem, String suggestion) {
    return ProviderException.invalid(path.isEmpty() ? "body" : path, problem, suggestion);
  }

  private Field checked(boolean good, String problem, String suggestion) {
    if (!good) {
      throw wrong(problem, suggestion);
    }
    return this;
  }
}
