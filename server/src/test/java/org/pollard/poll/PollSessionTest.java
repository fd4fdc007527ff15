package org.pollard.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PollSessionTest {

  private static PollSession session(
      boolean open, boolean anonymous, ResultsVisibility visibility, boolean showsVoters) {
    return new PollSession(
        new SessionId(1),
        new PollId(2),
        new AudienceRef.InCourse(3, null),
        open,
        anonymous,
        visibility,
        showsVoters,
        false,
        true,
        true,
        false,
        false,
        visibility,
        Instant.EPOCH);
  }

  private static Viewer viewer(boolean manages) {
    return new Viewer(false, true, true, manages, true);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # visibility,    manages, voted, sees
          UNTIL_REVEALED,  false,   false, false
          UNTIL_REVEALED,  false,   true,  false
          UNTIL_REVEALED,  true,    false, true
          UNTIL_REVEALED,  true,    true,  true
          AFTER_VOTE,      false,   false, false
          AFTER_VOTE,      false,   true,  true
          AFTER_VOTE,      true,    false, true
          AFTER_VOTE,      true,    true,  true
          PUBLIC,          false,   false, true
          PUBLIC,          false,   true,  true
          PUBLIC,          true,    false, true
          PUBLIC,          true,    true,  true
          """)
  void results_are_seen_by_managers_and_as_the_visibility_says_open_or_not(
      ResultsVisibility visibility, boolean manages, boolean voted, boolean sees) {
    for (boolean open : new boolean[] {true, false}) {
      PollSession session = session(open, false, visibility, true);

      assertThat(session.showsResultsTo(viewer(manages), voted)).isEqualTo(sees);
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # anonymous, shows voters, visibility,     manages, voted, sees
          false,       true,         UNTIL_REVEALED, false,   true,  false
          false,       true,         UNTIL_REVEALED, true,    false, true
          false,       true,         AFTER_VOTE,     false,   false, false
          false,       true,         AFTER_VOTE,     false,   true,  true
          false,       true,         PUBLIC,         false,   false, true
          false,       false,        PUBLIC,         false,   true,  false
          false,       false,        PUBLIC,         true,    true,  false
          true,        false,        PUBLIC,         true,    true,  false
          true,        true,         PUBLIC,         true,    true,  false
          """)
  void who_voted_for_what_is_seen_only_where_results_are_and_never_in_an_anonymous_session(
      boolean anonymous,
      boolean showsVoters,
      ResultsVisibility visibility,
      boolean manages,
      boolean voted,
      boolean sees) {
    PollSession session = session(true, anonymous, visibility, showsVoters);

    assertThat(session.showsVotesTo(viewer(manages), voted)).isEqualTo(sees);
  }

  @ParameterizedTest
  @EnumSource
  void who_may_not_see_a_session_sees_no_results_be_they_public(ResultsVisibility visibility) {
    PollSession session = session(true, false, visibility, true);

    assertThat(session.showsResultsTo(Viewer.STRANGER, true)).isFalse();
    assertThat(session.showsVotesTo(Viewer.STRANGER, true)).isFalse();
  }

  @Test
  void who_took_part_is_told_to_others_except_while_an_anonymous_session_is_open() {
    assertThat(session(true, true, ResultsVisibility.PUBLIC, false).tellsWhoTookPart()).isFalse();
    assertThat(session(false, true, ResultsVisibility.PUBLIC, false).tellsWhoTookPart()).isTrue();
    assertThat(session(true, false, ResultsVisibility.PUBLIC, true).tellsWhoTookPart()).isTrue();
  }

  @Test
  void guests_see_a_session_after_it_was_presented_only() {
    PollSession presented = session(false, false, ResultsVisibility.PUBLIC, true);
    PollSession never =
        new PollSession(
            presented.id(),
            presented.poll(),
            presented.audience(),
            false,
            false,
            ResultsVisibility.PUBLIC,
            true,
            false,
            false,
            false,
            false,
            false,
            ResultsVisibility.PUBLIC,
            presented.createdAt());
    Viewer guest = new Viewer(false, true, true, false, true, false, true);

    assertThat(presented.isShownTo(guest)).isTrue();
    assertThat(never.isShownTo(guest)).isFalse();
    assertThat(never.showsResultsTo(guest, true)).isFalse();
    assertThat(never.isShownTo(viewer(false))).isTrue();
  }

  @Test
  void on_our_own_api_only_who_belongs_to_the_audience_votes() {
    assertThat(new Viewer(false, true, true, false, true).takesPart()).isTrue();
    assertThat(new Viewer(false, true, true, false, false).takesPart()).isFalse();
    assertThat(new Viewer(false, false, false, false, true).takesPart()).isFalse();
  }

  @Test
  void a_tally_keeps_the_order_of_the_choices_and_what_it_was_made_with() {
    Map<Cell, Long> cells = new LinkedHashMap<>();
    cells.put(new Cell(9), 2L);
    cells.put(new Cell(7), 3L);
    cells.put(Cell.ABSTAINED, 4L);
    Tally tally = new Tally(12, 0, new Results(cells, List.of()));

    cells.clear();

    assertThat(tally.counts(List.of(new ChoiceId(9), new ChoiceId(4), new ChoiceId(7))))
        .containsExactly(
            Map.entry(new ChoiceId(9), 2L),
            Map.entry(new ChoiceId(4), 0L),
            Map.entry(new ChoiceId(7), 3L));
    assertThat(tally.total()).isEqualTo(5);
  }
}
