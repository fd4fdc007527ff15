package org.pollard.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.pollard.people.VoterId;

class PollRightsTest {

  private static final VoterId OWNER = new VoterId(1);
  private static final VoterId OTHER = new VoterId(2);
  private static final Poll POLL = new Poll(new PollId(5), OWNER, "Why?", null, Instant.EPOCH);
  private static final AudienceRef HERE = new AudienceRef.InCourse(10, null);
  private static final AudienceRef THERE = new AudienceRef.InCourse(11, 3L);

  private static final PollRights ALL = new PollRights(true, true, true);
  private static final PollRights ON_CANVAS = new PollRights(true, true, false);
  private static final PollRights READ = new PollRights(true, false, false);
  private static final PollRights NONE = PollRights.NONE;

  private static final Viewer MANAGER = new Viewer(true, true, true, true, true);
  private static final Viewer MEMBER = new Viewer(false, true, true, false, true);
  private static final Viewer VISITOR = new Viewer(false, true, true, false, false);

  /// An audience in which only these have rights, whoever asks.
  private record Known(Map<AudienceRef, Viewer> viewers) implements Audience {

    @Override
    public Viewer viewer(AudienceRef audience, VoterId person) {
      return viewers.getOrDefault(audience, Viewer.STRANGER);
    }

    @Override
    public CompletableFuture<Viewer> viewerLater(AudienceRef audience, VoterId person) {
      return CompletableFuture.completedFuture(viewer(audience, person));
    }

    @Override
    public List<AudienceRef> audiencesOf(VoterId person) {
      return List.copyOf(viewers.keySet());
    }
  }

  private static PollRights rights(
      VoterId person, List<AudienceRef> asked, Map<AudienceRef, Viewer> viewers) {
    return PollRights.of(POLL, person, asked, new Known(viewers));
  }

  @Test
  void the_owner_may_do_everything_even_where_nothing_was_asked() {
    assertThat(rights(OWNER, List.of(), Map.of())).isEqualTo(ALL);
  }

  @Test
  void a_stranger_may_do_nothing() {
    assertThat(rights(OTHER, List.of(HERE, THERE), Map.of())).isEqualTo(NONE);
  }

  @Test
  void whoever_manages_all_of_its_sessions_may_do_everything() {
    assertThat(rights(OTHER, List.of(HERE), Map.of(HERE, MANAGER))).isEqualTo(ALL);
    assertThat(rights(OTHER, List.of(HERE, THERE), Map.of(HERE, MANAGER, THERE, MANAGER)))
        .isEqualTo(ALL);
  }

  @Test
  void whoever_manages_some_of_its_sessions_may_do_what_canvas_lets_them_and_that_there_only() {
    assertThat(rights(OTHER, List.of(HERE, THERE), Map.of(HERE, MEMBER, THERE, MANAGER)))
        .isEqualTo(ON_CANVAS);
    assertThat(rights(OTHER, List.of(HERE, THERE), Map.of(HERE, MANAGER))).isEqualTo(ON_CANVAS);
    assertThat(rights(OWNER, List.of(HERE, THERE), Map.of(HERE, MANAGER))).isEqualTo(ALL);
  }

  @Test
  void a_member_of_one_audience_may_read() {
    assertThat(rights(OTHER, List.of(HERE, THERE), Map.of(THERE, MEMBER))).isEqualTo(READ);
  }

  @Test
  void somebody_who_may_only_see_an_audience_without_belonging_to_it_may_not_read() {
    assertThat(rights(OTHER, List.of(HERE), Map.of(HERE, VISITOR))).isEqualTo(NONE);
  }

  @Test
  void an_audience_before_which_the_poll_was_never_asked_gives_nothing() {
    assertThat(rights(OTHER, List.of(THERE), Map.of(HERE, MANAGER))).isEqualTo(NONE);
  }

  @Test
  void without_sessions_only_the_owner_has_rights() {
    assertThat(rights(OTHER, List.of(), Map.of(HERE, MANAGER))).isEqualTo(NONE);
  }
}
