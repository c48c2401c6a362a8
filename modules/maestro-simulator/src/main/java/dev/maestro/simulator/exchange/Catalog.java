package dev.maestro.simulator.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A vendor's models, as its list shows them; read from a resource. */
public final class Catalog {
  private final String idField;
  private final List<JsonNode> models;

  public Catalog(String resource, String idField) {
    this.idField = idField;
    this.models = load("/META-INF/maestro/simulator/" + resource);
  }

  private static List<JsonNode> load(String path) {
    try (InputStream in = Catalog.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + path);
      }
      List<JsonNode> models = new ArrayList<>();
      Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .orElseThrow()
          .forEach(models::add);
      return List.copyOf(models);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<JsonNode> all() {
    return models;
  }

  public String id(JsonNode model) {
    return model.get(idField).asText();
  }

  /** The model of that id, or the one whose dated id begins with it, as an alias does. */
  public Optional<JsonNode> find(String id) {
    return models.stream()
        .filter(model -> id(model).equals(id))
        .findFirst()
        .or(() ->
            models.stream()
                .filter(model -> id(model).matches(Pattern.quote(id) + "-\\d{8}"))
                .findFirst());
  }
}
