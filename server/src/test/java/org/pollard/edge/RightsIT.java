package org.pollard.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.edge.RightsPage.Row;
import org.pollard.harness.DeclaredRoutes;
import org.pollard.harness.Kit;
import org.pollard.harness.RunningServer;

/// Walks docs/rights.md: makes the call of each cell and compares. What it saw is written to
/// `target/rights.md`, as the page would be with it: a new route gets its row from there, after it
/// has been read.
@NullMarked
@Timeout(300)
class RightsIT {

  private static final Path ROOT = Path.of(System.getProperty("pollard.root", ".."));
  private static final Path PAGE = ROOT.resolve("docs/rights.md");
  private static final Path SEEN = ROOT.resolve("server/target/rights.md");

  /// Calls that change who somebody is, so they come last, in this order.
  private static final List<String> LAST =
      List.of(
          "POST /web/rooms",
          "POST /web/join",
          "DELETE /web/guest",
          "DELETE /web/session",
          "DELETE /web/remote");

  /// Calls that succeed for nobody here, though some are let in.
  private static final Set<String> FOR_NOBODY =
      Set.of("/host/token", "/web/invitation", "/web/invitation/accept", "/web/remote");

  /// Calls that would use up the course that all callers share: they are made without what they
  /// need (an event, an invitation, a section that is not the default one), so a 400 is being let
  /// in.
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "DELETE /api/v1/courses/{course_id}",
          "POST /api/v1/courses/{course_id}/enrollments/{id}/accept",
          "POST /api/v1/courses/{course_id}/enrollments/{id}/reject",
          "DELETE /api/v1/sections/{id}");

  @Test
  void every_route_has_a_row_and_every_row_a_route() throws IOException {
    assertThat(RightsPage.read(PAGE).cells().keySet()).containsExactlyInAnyOrderElementsOf(rows());
  }

  @Test
  void every_caller_is_explained() throws IOException {
    assertThat(RightsPage.read(PAGE).legend())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(RightsCaller.values()).map(RightsCaller::words).toList());
  }

  @Test
  void every_cell_is_what_the_server_answers(@TempDir Path data) throws Exception {
    RightsPage page = RightsPage.read(PAGE);
    Map<Row, Map<RightsCaller, Integer>> answers = new LinkedHashMap<>();
    // Of its own: the administrator makes a room in it, and teaches from then on.
    try (RunningServer server =
            RunningServer.start(data, Map.of("POLLARD_ACCOUNT_ID", Kit.ACCOUNT));
        RightsWorld world = new RightsWorld(server);
        RightsCalls calls = new RightsCalls(world)) {
      for (Row row : rows().stream().sorted(Comparator.comparingInt(RightsIT::turn)).toList()) {
        Map<RightsCaller, Integer> of = new EnumMap<>(RightsCaller.class);
        answers.put(row, of);
        for (RightsCaller caller : RightsCaller.values()) {
          of.put(caller, calls.status(row, caller));
        }
      }
    }

    Map<Row, Map<RightsCaller, String>> seen = new LinkedHashMap<>();
    answers.forEach((row, statuses) -> seen.put(row, cells(statuses)));
    page.with(seen).write(SEEN);
    assertThat(wrong(answers)).isEmpty();
    assertThat(differences(page.cells(), seen)).as("see %s", SEEN).isEmpty();
  }

  /// A row for each route in each section that it stands in.
  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (RightsSection section : RightsSection.values()) {
      DeclaredRoutes.all().stream()
          .filter(section::holds)
          .map(route -> Row.of(section, route))
          .forEach(rows::add);
    }
    return rows;
  }

  private static int turn(Row row) {
    return LAST.indexOf(row.method() + " " + row.template());
  }

  private static Map<RightsCaller, String> cells(Map<RightsCaller, Integer> statuses) {
    Map<RightsCaller, String> cells = new EnumMap<>(RightsCaller.class);
    statuses.forEach(
        (caller, status) ->
            cells.put(caller, isRefusal(status) ? Integer.toString(status) : RightsPage.IN));
    return cells;
  }

  private static boolean isRefusal(int status) {
    // 501 too, which is what programs are told of what is not done here.
    return status == 401 || status == 403 || status == 404 || status >= 500;
  }

  /// Rows of which the cells prove nothing: who was let in did not succeed, or the server failed.
  private static List<String> wrong(Map<Row, Map<RightsCaller, Integer>> answers) {
    List<String> wrong = new ArrayList<>();
    answers.forEach(
        (row, statuses) -> {
          boolean letsIn = statuses.values().stream().anyMatch(status -> !isRefusal(status));
          int highest = WITHOUT_EFFECT.contains(row.method() + " " + row.template()) ? 400 : 399;
          boolean succeeds = statuses.values().stream().anyMatch(status -> status <= highest);
          boolean fails =
              statuses.values().stream().anyMatch(status -> status >= 500 && status != 501);
          if (fails || (letsIn && !succeeds && !FOR_NOBODY.contains(row.template()))) {
            wrong.add(row + " " + statuses);
          }
        });
    return wrong;
  }

  private static Map<String, String> differences(
      Map<Row, Map<RightsCaller, String>> page, Map<Row, Map<RightsCaller, String>> seen) {
    Map<String, String> differences = new TreeMap<>();
    seen.forEach(
        (row, cells) ->
            cells.forEach(
                (caller, cell) -> {
                  String said = page.getOrDefault(row, Map.of()).get(caller);
                  if (!cell.equals(said)) {
                    differences.put(
                        row.method() + " " + row.template() + " as " + caller.words(),
                        "the page says " + said + ", the server " + cell);
                  }
                }));
    return differences;
  }
}
