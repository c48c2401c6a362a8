package dev.maestro.testkit.grammar;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The output items of a stream of Responses: each added, filled and done. */
final class ResponsesItems {
  private final Findings found;
  private final Map<Long, ResponsesItem> open = new TreeMap<>();
  private final List<Value> done = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private long next;

  ResponsesItems(Findings found) {
    this.found = found;
  }

  void take(WireEvent event) {
    Value json = event.json();
    Long index = json.number("output_index");
    if (index == null) {
      found.add(event.type() + " without output_index");
      return;
    }
    ResponsesItem item = open.get(index);
    switch (event.type()) {
      case "response.output_item.added" -> {
        found.unless(index == next++, "an item's output_index is out of order");
        found.unless(ids.add(json.at("item").textOrEmpty("id")), "two items share an id");
        open.put(index, new ResponsesItem(json.at("item"), found));
      }
      case "response.output_item.done" -> {
        if (item == null) {
          found.add("an item is done that was not added");
        } else {
          item.done(json.at("item"));
        }
        open.remove(index);
        done.add(json.at("item"));
      }
      default -> {
        if (item == null) {
          found.add(event.type() + " outside an open item");
        } else {
          item.take(event);
        }
      }
    }
  }

  /** The answer is over, and holds this output. */
  void end(List<Value> output) {
    found.unless(open.isEmpty(), "an item never done");
    found.unless(output.equals(done), "the final output is not the items that were done");
  }
}
