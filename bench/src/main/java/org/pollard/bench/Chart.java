package org.pollard.bench;

import java.util.List;

/// One number of each row as a bar, as an SVG that reads in light and dark.
final class Chart {

  private static final int WIDTH = 760;
  private static final int LABELS = 330;
  private static final int NUMBERS = 90;
  private static final int LINE = 26;
  private static final int BAR = 16;
  private static final int HEAD = 44;

  private Chart() {}

  /// @param column the name of the number; rows without it are left out
  static String of(String title, String column, List<Report.Row> rows) {
    List<Report.Row> drawn =
        rows.stream().filter(row -> row.numbers().containsKey(column)).toList();
    double largest = drawn.stream().mapToDouble(row -> value(row, column)).max().orElse(1);
    int height = HEAD + LINE * drawn.size() + 8;
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">
        <style>
        text { font: 13px system-ui, sans-serif; fill: #1c2430 }
        .title { font-weight: 600; font-size: 15px }
        rect { fill: #2f6fde }
        .paper { fill: #ffffff }
        @media (prefers-color-scheme: dark) {
        text { fill: #e6eaf0 } rect { fill: #7aa7ff } .paper { fill: #12161c }
        }
        </style>
        <rect class="paper" width="%d" height="%d"/>
        <text class="title" x="12" y="26">%s</text>
        """
            .formatted(WIDTH, height, escaped(title), WIDTH, height, escaped(title)));
    for (int i = 0; i < drawn.size(); i++) {
      Report.Row row = drawn.get(i);
      double value = value(row, column);
      int y = HEAD + LINE * i;
      long bar = Math.max(1, Math.round((WIDTH - LABELS - NUMBERS) * value / largest));
      svg.append(
          """
          <text x="%d" y="%d" text-anchor="end">%s</text>
          <rect x="%d" y="%d" width="%d" height="%d" rx="2"/>
          <text x="%d" y="%d">%s</text>
          """
              .formatted(
                  LABELS - 8,
                  y + BAR - 3,
                  escaped(row.what()),
                  LABELS,
                  y,
                  bar,
                  BAR,
                  LABELS + bar + 6,
                  y + BAR - 3,
                  Report.shown(value)));
    }
    return svg.append("</svg>\n").toString();
  }

  private static double value(Report.Row row, String column) {
    return row.numbers().getOrDefault(column, 0.0);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
