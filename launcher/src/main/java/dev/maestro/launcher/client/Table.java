package dev.maestro.launcher.client;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as they need. */
public final class Table {
  private static final String GAP = "  ";

  private final String empty;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table without rows yet.
   *
   * @param empty what is printed where no row is added
   */
  public Table(String empty, String... titles) {
    this.empty = empty;
    rows.add(List.of(titles));
  }

  public void add(String... cells) {
    rows.add(List.of(cells));
  }

  public void print(PrintWriter out) {
    if (rows.size() == 1) {
      out.println(empty);
      return;
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        line.append(cell).append(" ".repeat(width(column) - cell.length())).append(GAP);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
