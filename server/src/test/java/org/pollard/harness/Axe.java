package org.pollard.harness;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// What keeps people from using a page, as axe finds it. Its own builder brings half a megabyte of
/// script to the page for each state; here a page gets it once, until it is left.
public final class Axe {

  /// What passes need not be told with all its elements, which is most of the work.
  private static final String FIND =
      """
      async () => {
        const result = await axe.run(document, {
          resultTypes: ["violations"],
          runOnly: {
            type: "tag",
            values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
          },
        });
        return JSON.stringify({ violations: result.violations, rules: result.passes.length });
      }
      """;

  private static final JsonMapper JSON = new JsonMapper();

  /// A rule that is broken, and where.
  ///
  /// @param elements as HTML, each with what would mend it
  public record Finding(String rule, List<String> elements) {}

  private Axe() {}

  /// What is wrong in the state in which a page is now.
  public static List<Finding> violations(Page page) {
    if ((Boolean) page.evaluate("() => !window.axe")) {
      page.evaluate("() => {" + AxeBuilder.getAxeScript() + "}");
    }
    try {
      JsonNode found = JSON.readTree((String) page.evaluate(FIND));
      if (found.get("rules").asInt() == 0) {
        throw new AssertionError("axe looked at nothing");
      }
      return stream(found.get("violations"))
          .map(
              each ->
                  new Finding(
                      each.get("id").asText(),
                      stream(each.get("nodes"))
                          .map(
                              node ->
                                  node.get("html").asText()
                                      + " "
                                      + node.path("failureSummary").asText())
                          .toList()))
          .toList();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
