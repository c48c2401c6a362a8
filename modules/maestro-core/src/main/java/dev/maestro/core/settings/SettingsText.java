package dev.maestro.core.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.maestro.api.FieldProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A settings file flattened: {@code http: {port: 1}} and {@code http.port: 1} are the same.
 *
 * @param values by dotted path; a single value is a list of one
 */
record SettingsText(Map<String, List<String>> values, List<FieldProblem> problems) {

  static SettingsText of(SettingsSources sources) {
    SettingsText text = new SettingsText(new LinkedHashMap<>(), new ArrayList<>());
    YAMLMapper mapper =
        YAMLMapper.builder(
                YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .build();
    try {
      JsonNode root = mapper.readTree(sources.yaml());
      if (root.isObject()) {
        text.flatten("", root);
      } else if (!root.isMissingNode() && !root.isNull()) {
        text.refuse(
            sources.yamlName(), "holds no settings", "write lines such as \"http.port: 7420\"");
      }
    } catch (JsonProcessingException malformed) {
      // The message proper would quote the line, which may hold a key.
      text.refuse(
          sources.yamlName(),
          "is not readable YAML near line %d, column %d"
              .formatted(
                  malformed.getLocation().getLineNr(), malformed.getLocation().getColumnNr()),
          "see that no key stands twice, and that indentation is by spaces and even");
    }
    return text;
  }

  private void flatten(String prefix, JsonNode node) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String path = prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey();
      JsonNode value = entry.getValue();
      if (value.isObject()) {
        flatten(path, value);
      } else if (value.isArray()) {
        addList(path, value);
      } else if (!value.isNull()) {
        add(path, List.of(value.asText()));
      }
    }
  }

  private void addList(String path, JsonNode list) {
    List<String> items = new ArrayList<>();
    for (JsonNode item : list) {
      if (!item.isValueNode() || item.isNull()) {
        refuse(path, "has an item that is no plain value", "write each item as one word");
        return;
      }
      items.add(item.asText());
    }
    add(path, List.copyOf(items));
  }

  private void add(String path, List<String> items) {
    if (values.putIfAbsent(path, items) != null) {
      refuse(path, "is set twice", "keep one of the two");
    }
  }

  private void refuse(String field, String problem, String suggestion) {
    problems.add(new FieldProblem(field, problem, suggestion));
  }
}
