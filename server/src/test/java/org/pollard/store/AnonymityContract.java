package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pollard.people.VoterId;
import org.pollard.poll.Ballots;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Kind;
import org.pollard.poll.Poll;
import org.pollard.poll.PollDraft;
import org.pollard.poll.PollDraft.DraftChoice;
import org.pollard.poll.PollSession;
import org.pollard.voting.Vote;
import org.pollard.voting.VoteOutcome;

/// What holds of anonymous sessions on every database, and a curious operator who has everything
/// that lies on the disk and everything that could be watched, and tries to tell who voted what.
abstract class AnonymityContract extends StoreContract {

  static final int VOTERS = 120;
  private static final int BALLOTS = 15;

  /// What somebody who watches the results could have written down: the counts at each version.
  record Seen(long version, Map<Long, Long> counts) {}

  /// Who the operator believes to have voted what.
  record Claim(long voter, long choice) {}

  /// What really happened, and what could be watched of it.
  ///
  /// @param castOrder who voted, in the order of their votes
  record Election(
      PollSession session, Map<Long, Long> answers, List<Long> castOrder, List<Seen> series) {}

  /// All that can be told from the disk and the series.
  abstract List<Claim> link(Election election);

  /// The participants as they lie on the disk.
  abstract List<Long> orderOnDisk(PollSession session);

  @Test
  void nobody_can_tell_from_the_disk_who_voted_what() {
    Election election = election();
    // An operator who finds nothing proves nothing, so this one must succeed while it is possible.
    List<Claim> before = link(election);
    assertThat(before).isNotEmpty().allMatch(claim -> isTrue(election, claim));
    assertThat(neighbours(orderOnDisk(election.session), election.castOrder))
        .isGreaterThan(VOTERS / 2);

    scrub();

    assertThat(link(election)).isEmpty();
    assertThat(neighbours(orderOnDisk(election.session), election.castOrder))
        .as("voters who lie beside each other and voted one after the other")
        .isLessThan(VOTERS / 10);
  }

  /// Cells that the disk tells were counted by one transaction, whatever else lies there.
  abstract List<Set<Long>> countedTogether(PollSession session);

  /// Cells that the disk tells were counted by the transaction in which a voter came, and nobody
  /// else; no voter without any.
  abstract Map<Long, Set<Long>> countedWith(PollSession session);

  /// What could be rows of the tally (session, cell, node, count) in the order in which it lies on
  /// the disk.
  abstract List<List<Long>> cellsOnDisk(PollSession session);

  /// The operator tries to find whose each ballot is and, where it is more than one cell, which
  /// came together: a whole ranking would be signed by its order.
  @ParameterizedTest
  @EnumSource(Kind.class)
  void nobody_can_tell_from_the_disk_who_answered_what_or_what_came_together(Kind kind) {
    Random random = new Random(20_260_302);
    Ballots ballots = new Ballots(random);
    int count = kind.hasChoices() ? 5 : 0;
    Poll poll =
        polls()
            .addPoll(
                voter(),
                new PollDraft(
                    unique("q"),
                    null,
                    ballots.question(kind, count),
                    IntStream.range(0, count)
                        .mapToObj(i -> new DraftChoice(null, "c" + i, false))
                        .toList()),
                NOW);
    List<ChoiceId> choices =
        polls().choicesOf(List.of(poll.id())).getOrDefault(poll.id(), List.of()).stream()
            .map(Choice::id)
            .toList();
    PollSession session = openSession(poll, true);
    SequencedMap<Long, Set<Long>> cast = new LinkedHashMap<>();
    Map<Long, Long> before = cells(session);
    // The last one lies there whole, whatever the database has cleared away of the others.
    while (cast.size() < BALLOTS || isShort(kind, cast.lastEntry().getValue())) {
      VoterId voter = voter();
      votes()
          .cast(List.of(new Vote(session.id(), voter, ballots.answer(poll.asks(), choices))), NOW);
      Map<Long, Long> after = cells(session);
      Set<Long> ballot = new TreeSet<>(after.keySet());
      Map<Long, Long> known = before;
      ballot.removeIf(each -> Objects.equals(after.get(each), known.get(each)));
      cast.put(voter.value(), ballot);
      before = after;
    }
    assertThat(countedWith(session).entrySet())
        .as("ballots of which it is known whose they are")
        .contains(cast.lastEntry());
    if (joins(kind)) {
      assertThat(joined(session, cast.values())).as("ballots that can be joined").isPositive();
    }

    scrub();

    assertThat(countedWith(session)).isEmpty();
    assertThat(joined(session, cast.values())).isZero();
    List<List<Long>> rows = cellRows(session);
    List<Long> onDisk =
        cellsOnDisk(session).stream().filter(rows::contains).map(row -> row.get(1)).toList();
    assertThat(onDisk).hasSizeGreaterThanOrEqualTo(rows.size());
    assertThat(descents(onDisk)).as("but where a page was full: %s", onDisk).isLessThan(2);
  }

  /// Whether a ballot of this kind can be more than one cell beside that of all people.
  private static boolean joins(Kind kind) {
    return switch (kind) {
      case SEVERAL, RATING, RANKING, WORDS -> true;
      case SINGLE, NUMBER, TEXT -> false;
    };
  }

  private static boolean isShort(Kind kind, Set<Long> ballot) {
    return joins(kind) && ballot.size() <= 2;
  }

  /// How often what is written in order goes back: once where it goes on in an earlier page.
  private static long descents(List<Long> cells) {
    return IntStream.range(1, cells.size()).filter(i -> cells.get(i) < cells.get(i - 1)).count();
  }

  private List<List<Long>> cellRows(PollSession session) {
    return database()
        .read(
            handle ->
                handle
                    .createQuery("SELECT cell, node, n FROM tally WHERE session_id = :id")
                    .bind("id", session.id().value())
                    .map(
                        (row, _) ->
                            List.of(
                                session.id().value(),
                                row.getLong("cell"),
                                row.getLong("node"),
                                row.getLong("n")))
                    .list());
  }

  private long joined(PollSession session, Collection<Set<Long>> cast) {
    List<Set<Long>> together = countedTogether(session);
    return cast.stream().filter(each -> each.size() > 2).filter(together::contains).count();
  }

  private Map<Long, Long> cells(PollSession session) {
    Map<Long, Long> cells = new TreeMap<>();
    database()
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT cell, sum(n) AS n FROM tally WHERE session_id = :id GROUP BY cell")
                    .bind("id", session.id().value())
                    .map((row, _) -> cells.put(row.getLong("cell"), row.getLong("n")))
                    .list());
    return cells;
  }

  @Test
  void scrubbing_changes_nothing_that_can_be_read() {
    Election election = election();
    var before = tally(election.session);
    List<VoterId> voters = election.castOrder.stream().sorted().map(VoterId::new).toList();

    scrub();

    assertThat(tally(election.session)).isEqualTo(before);
    votes().setOpen(election.session.id(), false);
    assertThat(votes().voters(election.session.id(), null, VOTERS + 1)).isEqualTo(voters);
    assertThat(votes().voters(election.session.id(), voters.get(9), 5))
        .isEqualTo(voters.subList(10, 15));
  }

  @Test
  void a_vote_that_comes_later_is_scrubbed_too_and_then_there_is_nothing_to_do() {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, true);
    cast(session, voter(), choice);
    scrub();
    assertThat(rows("unscrubbed", session.id())).isZero();

    cast(session, voter(), choice);
    assertThat(rows("unscrubbed", session.id())).isEqualTo(1);
    scrub();
    assertThat(rows("unscrubbed", session.id())).isZero();
    assertThat(votes().scrub()).isZero();
  }

  @Test
  void votes_go_on_while_it_is_scrubbed() throws InterruptedException {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, true);
    List<VoterId> voters = voters(200);
    Thread scrubber = Thread.ofPlatform().start(() -> voters.forEach(_ -> votes().scrub()));

    for (VoterId voter : voters) {
      assertThat(cast(session, voter, choice)).isEqualTo(counted(true));
      assertThat(cast(session, voter, choice)).isEqualTo(new VoteOutcome.AlreadyVoted(null, null));
    }
    scrubber.join();

    assertThat(count(session, choice)).isEqualTo(voters.size());
    assertThat(rows("participation", session.id())).isEqualTo(voters.size());
  }

  @Test
  void who_has_voted_is_told_after_the_close_and_then_it_stays_closed() {
    Poll poll = poll();
    Choice choice = choice(poll, "a");
    PollSession session = openSession(poll, true);
    VoterId voter = voter();
    cast(session, voter, choice);
    assertThat(votes().voters(session.id(), null, 10)).isEmpty();

    votes().setOpen(session.id(), false);
    assertThat(votes().voters(session.id(), null, 10)).containsExactly(voter);

    assertThat(votes().setOpen(session.id(), true).orElseThrow().open()).isFalse();
    assertThat(cast(session, voter(), choice)).isEqualTo(new VoteOutcome.Closed());
  }

  @Test
  void an_anonymous_session_without_votes_may_be_opened_again() {
    PollSession session = openSession(poll(), true);
    votes().setOpen(session.id(), false);
    assertThat(votes().setOpen(session.id(), true).orElseThrow().open()).isTrue();
  }

  /// One vote a transaction, in random order, each result written down.
  private Election election() {
    Random random = new Random(20_260_301);
    Poll poll = poll();
    List<Choice> choices = List.of(choice(poll, "a"), choice(poll, "b"), choice(poll, "c"));
    PollSession session = openSession(poll, true);
    List<VoterId> order = new ArrayList<>(voters(VOTERS));
    Collections.shuffle(order, random);
    Map<Long, Long> answers = new LinkedHashMap<>();
    List<Seen> series = new ArrayList<>(List.of(seen(session)));
    for (VoterId voter : order) {
      Choice choice = choices.get(random.nextInt(choices.size()));
      cast(session, voter, choice);
      answers.put(voter.value(), choice.id().value());
      series.add(seen(session));
    }
    return new Election(session, answers, List.copyOf(answers.keySet()), series);
  }

  private Seen seen(PollSession session) {
    var tally = tally(session);
    Map<Long, Long> counts = new LinkedHashMap<>();
    tally.counts().forEach((choice, n) -> counts.put(choice.value(), n));
    return new Seen(tally.version(), counts);
  }

  private void scrub() {
    for (int i = 0; i < 20 && votes().scrub() > 0; i++) {
      Thread.onSpinWait();
    }
  }

  private static boolean isTrue(Election election, Claim claim) {
    return Long.valueOf(claim.choice).equals(election.answers.get(claim.voter));
  }

  private static int neighbours(List<Long> onDisk, List<Long> castOrder) {
    int together = 0;
    for (int i = 1; i < onDisk.size(); i++) {
      int distance = castOrder.indexOf(onDisk.get(i)) - castOrder.indexOf(onDisk.get(i - 1));
      together += Math.abs(distance) == 1 ? 1 : 0;
    }
    return together;
  }
}
