package dev.maestro.testkit.grammar;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A JSON value read without trust: what is absent, or of another type, is null or empty. */
record Value(Object raw) {
  /** Null where the text is no JSON. */
  static Value read(String json) {
    try {
      return new Value(Json.decodeValue(json));
    } catch (DecodeException bad) {
      return null;
    }
  }

  Value at(String name) {
    return new Value(raw instanceof JsonObject object ? object.getValue(name) : null);
  }

  boolean isObject() {
    return raw instanceof JsonObject;
  }

  boolean isList() {
    return raw instanceof JsonArray;
  }

  boolean isText() {
    return raw instanceof String;
  }

  /** Whether there is a field with a value other than null. */
  boolean has(String name) {
    return at(name).raw != null;
  }

  /** Whether there is such a field, null or not. */
  boolean names(String name) {
    return raw instanceof JsonObject object && object.containsKey(name);
  }

  String text(String name) {
    return at(name).raw instanceof String text ? text : null;
  }

  String textOrEmpty(String name) {
    String text = text(name);
    return text == null ? "" : text;
  }

  boolean hasText(String name) {
    return !textOrEmpty(name).isEmpty();
  }

  Long number(String name) {
    return at(name).raw instanceof Number number ? (Long) number.longValue() : null;
  }

  long numberOrZero(String name) {
    Long number = number(name);
    return number == null ? 0 : number;
  }

  boolean hasNumber(String name) {
    return number(name) != null;
  }

  List<Value> list(String name) {
    return at(name).list();
  }

  List<Value> list() {
    List<Value> elements = new ArrayList<>();
    if (raw instanceof JsonArray array) {
      for (int at = 0; at < array.size(); at++) {
        elements.add(new Value(array.getValue(at)));
      }
    }
    return elements;
  }

  boolean isEmpty() {
    return switch (raw) {
      case null -> true;
      case JsonObject object -> object.isEmpty();
      case JsonArray array -> array.isEmpty();
      case String text -> text.isEmpty();
      default -> false;
    };
  }
}
