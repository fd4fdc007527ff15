package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer;
import org.pollard.poll.Ballots;
import org.pollard.poll.BlockedWords;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Discard;
import org.pollard.poll.Edition;
import org.pollard.poll.Entry;
import org.pollard.poll.EntryState;
import org.pollard.poll.Findings;
import org.pollard.poll.Kind;
import org.pollard.poll.Picture;
import org.pollard.poll.PictureStore;
import org.pollard.poll.PlainModel;
import org.pollard.poll.Poll;
import org.pollard.poll.PollDraft;
import org.pollard.poll.PollDraft.DraftChoice;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.PollStore.Replacement;
import org.pollard.poll.Question;
import org.pollard.poll.Results;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionId;
import org.pollard.poll.Settings;
import org.pollard.poll.Tally;
import org.pollard.store.poll.DiscardRows;
import org.pollard.store.poll.PictureRows;
import org.pollard.store.voting.VoteRows;
import org.pollard.store.voting.WrittenCells;
import org.pollard.voting.CountedVote;
import org.pollard.voting.Vote;
import org.pollard.voting.VoteOutcome;

/// What holds of questions of every kind on every database.
abstract class QuestionContract extends StoreContract {

  abstract Database otherNode();

  private static Question question(Kind kind, Map<String, ? extends @Nullable Object> settings) {
    return Settings.of(settings).read(kind);
  }

  private Poll poll(Question asks, String... choices) {
    return polls().addPoll(voter(), draft(asks, choices), NOW);
  }

  private static PollDraft draft(Question asks, String... choices) {
    return new PollDraft(
        unique("question"),
        null,
        asks,
        Arrays.stream(choices).map(each -> new DraftChoice(null, each, false)).toList());
  }

  private List<ChoiceId> choices(Poll poll) {
    return polls().choicesOf(List.of(poll.id())).getOrDefault(poll.id(), List.of()).stream()
        .map(Choice::id)
        .toList();
  }

  private PollSession changeable(Poll poll) {
    PollSession session =
        polls()
            .addSession(
                new PollStore.NewSession(
                    poll.id(), wholeCourse(), false, ResultsVisibility.PUBLIC, true, true),
                NOW)
            .orElseThrow();
    return votes().setOpen(session.id(), true).orElseThrow();
  }

  private VoteOutcome say(PollSession session, VoterId voter, Answer answer) {
    return votes().cast(List.of(new Vote(session.id(), voter, answer, true)), NOW).getFirst();
  }

  private Results results(PollSession session) {
    return tally(session).results();
  }

  private Findings found(Poll poll, PollSession session) {
    return poll.asks().read(results(session), choices(poll), true);
  }

  private List<String> said(Poll poll, PollSession session, boolean host) {
    return switch (poll.asks().read(results(session), List.of(), host)) {
      case Findings.Words(var said, _) -> said.stream().map(Findings.Said::text).toList();
      case Findings.Texts(var said, _) -> said.stream().map(Findings.Said::text).toList();
      default -> throw new AssertionError();
    };
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_poll_is_kept_with_its_kind_and_its_settings(Kind kind) {
    Ballots ballots = new Ballots(new Random(7));
    int count = ballots.choices(kind);
    Question asks = ballots.question(kind, count);
    Poll poll = poll(asks, IntStream.range(0, count).mapToObj(i -> "c" + i).toArray(String[]::new));

    assertThat(polls().poll(poll.id()).orElseThrow().asks()).isEqualTo(asks);
    assertThat(choices(poll)).hasSize(count);
    assertThat(session(poll, wholeCourse(), false).kind()).isEqualTo(kind);
  }

  /// Votes come in batches over two nodes, some twice, some with another answer, while sessions are
  /// scrubbed and swept: what is counted is what a plain model counts.
  @ParameterizedTest
  @EnumSource(Kind.class)
  void results_are_those_of_a_plain_model(Kind kind) {
    for (long seed = 1; seed <= 4; seed++) {
      Random random = new Random(seed);
      Ballots ballots = new Ballots(random);
      int count = ballots.choices(kind);
      Poll poll =
          poll(
              ballots.question(kind, count),
              IntStream.range(0, count).mapToObj(i -> "c" + i).toArray(String[]::new));
      List<ChoiceId> choices = choices(poll);
      PollSession named = openSession(poll, false);
      PollSession anonymous = openSession(poll, true);
      PollSession changeable = changeable(poll);
      Map<SessionId, Map<VoterId, Answer>> model = new HashMap<>();
      for (PollSession each : List.of(named, anonymous, changeable)) {
        model.put(each.id(), new LinkedHashMap<>());
      }
      List<VoterId> voters = IntStream.range(0, 25).mapToObj(i -> newVoter()).toList();
      for (int batch = 0; batch < 8; batch++) {
        List<Vote> cast = new ArrayList<>();
        Map<String, Boolean> taken = new HashMap<>();
        for (int i = 0; i < 12; i++) {
          VoterId voter = voters.get(random.nextInt(voters.size()));
          PollSession session = List.of(named, anonymous, changeable).get(random.nextInt(3));
          if (taken.put(voter + "/" + session.id(), true) == null) {
            Answer answer = ballots.answer(poll.asks(), choices);
            cast.add(new Vote(session.id(), voter, answer, true));
            Map<VoterId, Answer> known = model.getOrDefault(session.id(), Map.of());
            if (session.changeable()) {
              known.put(voter, answer);
            } else {
              known.putIfAbsent(voter, answer);
            }
          }
        }
        new VoteRows(batch % 2 == 0 ? database() : otherNode()).cast(cast, NOW);
        if (batch % 3 == 0) {
          votes().scrub();
          votes().sweep(1_000);
        }
      }
      for (PollSession each : List.of(named, anonymous, changeable)) {
        PlainModel plain =
            new PlainModel(
                poll.asks(),
                choices,
                List.copyOf(model.getOrDefault(each.id(), Map.of()).values()));
        Results results = results(each);
        assertThat(poll.asks().people(results, choices)).isEqualTo(plain.people());
        assertThat(polls().people(List.of(each.id()))).containsEntry(each.id(), plain.people());
        assertThat(results.abstained()).isEqualTo(plain.abstained());
        assertThat(PlainModel.withoutIds(poll.asks().read(results, choices, true)))
            .as("%s %s seed %d", kind, each, seed)
            .isEqualTo(plain.findings());
      }
    }
  }

  private static VoterId newVoter() {
    return new VoterId(java.util.concurrent.ThreadLocalRandom.current().nextLong(1L << 40));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_named_answer_is_kept_as_it_was_given_and_a_repeat_is_the_same(Kind kind) {
    Ballots ballots = new Ballots(new Random(11));
    int count = Math.max(ballots.choices(kind), kind.hasChoices() ? 2 : 0);
    Poll poll =
        poll(
            ballots.question(kind, count),
            IntStream.range(0, count).mapToObj(i -> "c" + i).toArray(String[]::new));
    PollSession session = openSession(poll, false);
    for (int i = 0; i < 10; i++) {
      VoterId voter = voter();
      Answer answer = ballots.answer(poll.asks(), choices(poll));

      assertThat(say(session, voter, answer)).isInstanceOf(VoteOutcome.Counted.class);

      CountedVote vote = votes().vote(session.id(), voter).orElseThrow();
      assertThat(answer.matches(java.util.Objects.requireNonNull(vote.answer()))).isTrue();
      assertThat(say(session, voter, answer))
          .isEqualTo(new VoteOutcome.AlreadyVoted(vote.answer(), NOW));
      assertThat(votes().votedIn(voter, List.of(session.id()))).contains(session.id());
    }
    assertThat(votes().votes(session.id(), null, 100)).hasSize(10);
    assertThat(votes().voters(session.id(), null, 100)).hasSize(10);
  }

  @Test
  void what_cannot_be_an_answer_is_an_outcome_and_fails_no_neighbour() {
    Poll poll = poll(Kind.SEVERAL.plain(), "a", "b");
    PollSession session = openSession(poll, false);
    List<ChoiceId> choices = choices(poll);
    Answer both = new Answer.SeveralChoices(choices);

    List<VoteOutcome> outcomes =
        votes()
            .cast(
                List.of(
                    new Vote(session.id(), voter(), new Answer.Text("a")),
                    new Vote(session.id(), voter(), both),
                    new Vote(
                        session.id(),
                        voter(),
                        new Answer.SeveralChoices(List.of(new ChoiceId(UNKNOWN))))),
                NOW);

    assertThat(outcomes.get(0)).isInstanceOf(VoteOutcome.Invalid.class);
    assertThat(outcomes.get(1)).isEqualTo(new VoteOutcome.Counted(NOW));
    assertThat(outcomes.get(2)).isEqualTo(new VoteOutcome.UnknownChoice());
    assertThat(poll.asks().people(results(session), choices)).isEqualTo(1);
  }

  @Test
  void a_number_says_as_what_it_counts() {
    Poll poll = poll(Kind.NUMBER.plain());
    PollSession session = openSession(poll, false);
    VoterId voter = voter();
    assertThat(say(session, voter, new Answer.Numeric(new BigDecimal("41.5"))))
        .isEqualTo(new VoteOutcome.Counted(NOW, false, new Answer.Numeric(new BigDecimal("42"))));
  }

  @Test
  void an_anonymous_answer_leaves_single_buckets_only() {
    Poll poll = poll(Kind.RANKING.plain(), "a", "b", "c");
    PollSession session = openSession(poll, true);
    say(session, voter(), new Answer.Ranking(choices(poll)));

    assertThat(rows("vote", session.id())).isZero();
    assertThat(rows("participation", session.id())).isEqualTo(1);
    assertThat(rows("tally", session.id())).isEqualTo(4);
  }

  @Test
  void a_choice_that_is_left_out_takes_its_buckets_along_and_leaves_the_rest() {
    for (boolean anonymous : List.of(false, true)) {
      Poll poll = poll(Kind.SEVERAL.plain(), "a", "b", "c");
      List<ChoiceId> before = choices(poll);
      PollSession session = openSession(poll, anonymous);
      VoterId voter = voter();
      say(session, voter, new Answer.SeveralChoices(before.subList(0, 2)));
      say(session, voter(), new Answer.SeveralChoices(before.subList(1, 3)));

      PollDraft without =
          new PollDraft(
              "other",
              "why",
              poll.asks(),
              List.of(
                  new DraftChoice(before.get(2), "c!", true),
                  new DraftChoice(before.get(0), "a", false),
                  new DraftChoice(null, "new", false)));
      assertThat(polls().replacePoll(poll.id(), without, NOW)).isEqualTo(Replacement.REPLACED);

      List<ChoiceId> after = choices(poll);
      assertThat(after.subList(0, 2)).containsExactly(before.get(2), before.get(0));
      assertThat(found(poll, session))
          .isEqualTo(
              new Findings.Votes(
                  new LinkedHashMap<>(Map.of(after.get(0), 1L, after.get(1), 1L, after.get(2), 0L)),
                  2));
      assertThat(polls().people(List.of(session.id()))).containsEntry(session.id(), 2L);
      assertThat(votes().votedIn(voter, List.of(session.id()))).contains(session.id());
      assertThat(polls().corrections(List.of(session.id())).get(session.id())).hasSize(2);
      assertThat(say(session, voter(), new Answer.SeveralChoices(before)))
          .isEqualTo(new VoteOutcome.UnknownChoice());
    }
  }

  @Test
  void a_ballot_of_which_nothing_is_left_goes_and_its_voter_may_answer_again() {
    for (Kind kind : List.of(Kind.SEVERAL, Kind.RATING, Kind.RANKING)) {
      Question asks = kind == Kind.RANKING ? question(kind, Map.of("top", 1)) : kind.plain();
      Poll poll = poll(asks, "a", "b", "c");
      List<ChoiceId> all = choices(poll);
      PollSession session = openSession(poll, false);
      VoterId emptied = voter();
      VoterId other = voter();
      say(session, emptied, naming(kind, all, 0));
      say(session, other, naming(kind, all, 1));

      // Whoever rates says something about every statement: there all have to go.
      List<DraftChoice> staying =
          kind == Kind.RATING
              ? List.of(new DraftChoice(null, "new", false))
              : all.subList(1, 3).stream().map(each -> new DraftChoice(each, "x", false)).toList();
      PollDraft without = new PollDraft("q", null, asks, staying);
      assertThat(polls().replacePoll(poll.id(), without, NOW)).isEqualTo(Replacement.REPLACED);

      long left = kind == Kind.RATING ? 0 : 1;
      assertThat(polls().people(List.of(session.id()))).containsEntry(session.id(), left);
      assertThat(votes().vote(session.id(), emptied)).isEmpty();
      assertThat(votes().votedIn(emptied, List.of(session.id()))).isEmpty();
      assertThat(votes().votes(session.id(), null, 9)).hasSize((int) left);
      List<ChoiceId> now = choices(poll);
      assertThat(say(session, emptied, naming(kind, now, 0)))
          .isEqualTo(new VoteOutcome.Counted(NOW));
      assertThat(polls().people(List.of(session.id()))).containsEntry(session.id(), left + 1);
    }
  }

  private static Answer naming(Kind kind, List<ChoiceId> choices, int place) {
    return switch (kind) {
      case SEVERAL -> new Answer.SeveralChoices(List.of(choices.get(place)));
      case RANKING -> new Answer.Ranking(List.of(choices.get(place)));
      case RATING ->
          new Answer.Ratings(choices.stream().collect(Collectors.toMap(each -> each, _ -> 1)));
      case SINGLE, NUMBER, WORDS, TEXT -> throw new AssertionError(kind);
    };
  }

  @Test
  void what_was_answered_is_never_made_to_mean_something_else() {
    Poll poll = poll(Kind.SEVERAL.plain(), "a", "b");
    List<ChoiceId> choices = choices(poll);
    PollDraft kept = kept(poll, Kind.SEVERAL.plain());
    PollDraft single = kept(poll, Kind.SINGLE.plain());
    assertThat(polls().replacePoll(poll.id(), single, NOW)).isEqualTo(Replacement.REPLACED);
    assertThat(polls().replacePoll(poll.id(), kept, NOW)).isEqualTo(Replacement.REPLACED);
    PollSession session = openSession(poll, false);
    say(session, voter(), new Answer.SeveralChoices(choices));

    assertThat(polls().replacePoll(poll.id(), single, NOW)).isEqualTo(Replacement.HAS_VOTES);
    assertThat(
            polls()
                .replacePoll(poll.id(), kept(poll, question(Kind.SEVERAL, Map.of("most", 1))), NOW))
        .isEqualTo(Replacement.HAS_VOTES);
    assertThat(polls().replacePoll(poll.id(), kept, NOW)).isEqualTo(Replacement.REPLACED);
    new DiscardRows(database()).discardSession(session.id(), poll.owner(), NOW.plusSeconds(60));
    assertThat(polls().replacePoll(poll.id(), single, NOW)).isEqualTo(Replacement.HAS_VOTES);
    assertThat(polls().poll(poll.id()).orElseThrow().asks()).isEqualTo(Kind.SEVERAL.plain());
  }

  @Test
  void a_poll_that_says_something_else_by_now_is_not_replaced() {
    Poll poll = poll(Kind.SINGLE.plain(), "a", "b");
    List<Choice> choices = choices(poll).stream().map(each -> choice(each, poll)).toList();
    Set<String> seen = Set.of("an older one", Edition.of(poll, choices));
    PollDraft other = kept(poll, Kind.SINGLE.plain());

    assertThat(polls().replacePoll(poll.id(), other, seen, NOW)).isEqualTo(Replacement.REPLACED);
    assertThat(polls().replacePoll(poll.id(), other, seen, NOW)).isEqualTo(Replacement.CHANGED);
    assertThat(polls().replacePoll(poll.id(), other, NOW)).isEqualTo(Replacement.REPLACED);
  }

  private PollDraft kept(Poll poll, Question asks) {
    return new PollDraft(
        poll.question(),
        null,
        asks,
        choices(poll).stream().map(each -> new DraftChoice(each, "x", false)).toList());
  }

  @Test
  void only_choices_of_the_poll_can_stay() {
    Poll poll = poll(Kind.SINGLE.plain(), "a");
    ChoiceId foreign = choices(poll(Kind.SINGLE.plain(), "b")).getFirst();
    ChoiceId own = choices(poll).getFirst();
    for (List<ChoiceId> ids : List.of(List.of(foreign), List.of(own, own))) {
      PollDraft draft =
          new PollDraft(
              "q",
              null,
              Kind.SINGLE.plain(),
              ids.stream().map(each -> new DraftChoice(each, "x", false)).toList());
      assertThat(polls().replacePoll(poll.id(), draft, NOW)).isEqualTo(Replacement.UNKNOWN_CHOICE);
    }
    PollDraft bare = draft(Kind.SINGLE.plain(), "new");
    cast(openSession(poll, true), voter(), choice(own, poll));
    assertThat(polls().replacePoll(poll.id(), bare, NOW))
        .isEqualTo(Replacement.HAS_ANONYMOUS_VOTES);
    assertThat(polls().replacePoll(new org.pollard.poll.PollId(UNKNOWN), bare, NOW))
        .isEqualTo(Replacement.GONE);
  }

  private Choice choice(ChoiceId id, Poll poll) {
    return polls().choice(poll.id(), id).orElseThrow();
  }

  @Test
  void a_single_vote_whose_choice_is_left_out_is_void() {
    Poll poll = poll(Kind.SINGLE.plain(), "a", "b");
    PollSession session = openSession(poll, false);
    VoterId voter = voter();
    say(session, voter, new Answer.SingleChoice(choices(poll).getFirst()));
    PollDraft draft =
        new PollDraft(
            "q",
            null,
            Kind.SINGLE.plain(),
            List.of(new DraftChoice(choices(poll).getLast(), "b", false)));

    polls().replacePoll(poll.id(), draft, NOW);

    assertThat(votes().vote(session.id(), voter)).isEmpty();
    assertThat(polls().people(List.of(session.id()))).containsEntry(session.id(), 0L);
    assertThat(say(session, voter, new Answer.SingleChoice(choices(poll).getFirst())))
        .isEqualTo(new VoteOutcome.Counted(NOW));
  }

  @Test
  void what_is_hidden_counts_and_is_not_shown_and_comes_back() {
    Poll poll = poll(Kind.WORDS.plain());
    PollSession session = openSession(poll, true);
    say(session, voter(), new Answer.Words(List.of("slow", "Fine")));
    say(session, voter(), new Answer.Words(List.of("SLOW")));
    say(session, voter(), new Answer.Words(List.of("SLOW", "slow")));
    Entry slow = entry(session, "SLOW");
    assertThat(slow.people()).isEqualTo(3);
    Tally before = tally(session);

    assertThat(polls().setEntry(session.id(), slow.id(), EntryState.HIDDEN).orElseThrow().state())
        .isEqualTo(EntryState.HIDDEN);

    assertThat(tally(session).version()).isGreaterThan(before.version());
    assertThat(tally(session).stateVersion()).isEqualTo(before.stateVersion());
    assertThat(said(poll, session, false)).containsExactly("Fine");
    assertThat(said(poll, session, true)).containsExactly("SLOW", "Fine");
    assertThat(polls().people(List.of(session.id()))).containsEntry(session.id(), 3L);
    say(session, voter(), new Answer.Words(List.of("sLoW")));
    assertThat(said(poll, session, false)).containsExactly("Fine");
    polls().setEntry(session.id(), slow.id(), EntryState.SHOWN);
    assertThat(said(poll, session, false)).containsExactly("SLOW", "Fine");
    polls().setEntry(session.id(), slow.id(), EntryState.LARGE);
    polls().setEntry(session.id(), entry(session, "Fine").id(), EntryState.LARGE);
    assertThat(said(poll, session, false)).containsExactly("SLOW", "Fine");
    assertThat(entry(session, "SLOW").state()).isEqualTo(EntryState.SHOWN);
    assertThat(entry(session, "Fine").state()).isEqualTo(EntryState.LARGE);
    assertThat(polls().setEntry(openSession(poll, true).id(), slow.id(), EntryState.HIDDEN))
        .isEmpty();
  }

  @Test
  void images_stand_until_somebody_answers_and_go_with_what_they_stand_with() {
    Poll poll = poll(Kind.SEVERAL.plain(), "A", "B");
    List<ChoiceId> choices = choices(poll);
    PictureStore pictures = new PictureRows(database());
    var content = new PictureStore.Content("image/png", new byte[] {1, 2});
    Picture ofAll = new Picture(poll.id(), null, "all-" + poll.id().value(), "All", 3, 4);
    Picture ofOne =
        new Picture(poll.id(), choices.getFirst(), "one-" + poll.id().value(), "One", 5, 6);
    PollSession session = openSession(poll, true);
    Tally before = tally(session);

    assertThat(pictures.put(ofAll, content)).isEqualTo(PictureStore.Placing.DONE);
    assertThat(pictures.put(ofOne, content)).isEqualTo(PictureStore.Placing.DONE);

    assertThat(tally(session).stateVersion()).isGreaterThan(before.stateVersion());
    assertThat(polls().pictures(List.of(poll.id())))
        .containsExactly(Map.entry(poll.id(), List.of(ofAll, ofOne)));
    assertThat(pictures.content(ofAll.name()).orElseThrow().bytes()).containsExactly(1, 2);
    Picture nowhere = new Picture(poll.id(), new ChoiceId(Long.MAX_VALUE), "no", "No", 1, 1);
    assertThat(pictures.put(nowhere, content)).isEqualTo(PictureStore.Placing.GONE);

    say(session, voter(), new Answer.SeveralChoices(List.of(choices.getLast())));
    assertThat(pictures.put(ofAll, content)).isEqualTo(PictureStore.Placing.HAS_VOTES);
    assertThat(pictures.remove(poll.id(), null)).isEqualTo(PictureStore.Placing.HAS_VOTES);

    Discard discard =
        new DiscardRows(database())
            .discardPoll(poll.id(), poll.owner(), NOW.plusSeconds(60))
            .orElseThrow();
    new DiscardRows(database()).restore(discard.id(), poll.owner(), NOW);
    assertThat(polls().pictures(List.of(poll.id())).get(poll.id())).hasSize(2);
    polls().deleteChoice(poll.id(), choices.getFirst());
    assertThat(pictures.content(ofOne.name())).isEmpty();
    var _ = new DiscardRows(database()).discardPoll(poll.id(), poll.owner(), NOW.plusSeconds(60));
    new DiscardRows(database()).forget(NOW.plusSeconds(61));
    assertThat(pictures.content(ofAll.name())).isEmpty();
  }

  private Entry entry(PollSession session, String text) {
    return results(session).entries().stream()
        .filter(each -> each.text().equals(text))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_text_waits_where_a_host_looks_first_and_a_blocked_word_hides_it() {
    Poll poll = poll(question(Kind.TEXT, Map.of("approve", true)));
    PollSession session = openSession(poll, false);
    long course = ((org.pollard.poll.AudienceRef.InCourse) session.audience()).courseId();
    polls().setBlockedWords(course, new BlockedWords(List.of("öde", "zwei Wörter")));
    assertThat(polls().blockedWords(course).words()).containsExactly("öde", "zwei Wörter");

    say(session, voter(), new Answer.Text("So ÖDE."));
    say(session, voter(), new Answer.Text("Blöde Frage"));

    assertThat(entry(session, "So ÖDE.").state()).isEqualTo(EntryState.HIDDEN);
    assertThat(entry(session, "Blöde Frage").state()).isEqualTo(EntryState.PENDING);
    assertThat(said(poll, session, false)).isEmpty();
    polls().setBlockedWords(course, BlockedWords.NONE);
    assertThat(polls().blockedWords(course).words()).isEmpty();
    say(session, voter(), new Answer.Text("so öde."));
    assertThat(said(poll, session, false)).isEmpty();
  }

  @Test
  void what_was_taken_back_by_the_last_who_said_it_is_removed() {
    Poll poll = poll(Kind.TEXT.plain());
    PollSession session = changeable(poll);
    VoterId voter = voter();
    VoterId other = voter();
    say(session, voter, new Answer.Text("first"));
    say(session, voter, new Answer.Text("second"));
    say(session, other, new Answer.Text("SECOND"));
    say(session, voter, new Answer.Text("third"));
    assertThat(said(poll, session, true)).containsExactlyInAnyOrder("SECOND", "third");

    while (votes().sweep(1_000) > 0) {
      assertThat(true).isTrue();
    }
    votes().sweep(1_000);

    assertThat(rows("spelling", session.id())).isEqualTo(2);
    assertThat(rows("entry", session.id())).isEqualTo(2);
    assertThat(said(poll, session, true)).containsExactlyInAnyOrder("SECOND", "third");
    assertThat(say(session, voter, new Answer.Text("first")))
        .isEqualTo(new VoteOutcome.Counted(NOW, true));
    assertThat(said(poll, session, true)).containsExactlyInAnyOrder("SECOND", "first");
  }

  @Test
  void a_session_that_is_full_takes_what_it_holds_already_and_loses_nothing() {
    Poll poll = poll(Kind.NUMBER.plain());
    PollSession session = openSession(poll, false);
    List<Vote> batch =
        IntStream.range(0, WrittenCells.MOST_DIFFERENT + 3)
            .mapToObj(
                i ->
                    new Vote(
                        session.id(),
                        new VoterId(10_000L + i),
                        new Answer.Numeric(BigDecimal.valueOf(i))))
            .toList();

    List<VoteOutcome> outcomes = votes().cast(batch, NOW);

    assertThat(outcomes).filteredOn(new VoteOutcome.Full()::equals).hasSize(3);
    assertThat(say(session, voter(), new Answer.Numeric(BigDecimal.valueOf(-1))))
        .isEqualTo(new VoteOutcome.Full());
    assertThat(say(session, voter(), new Answer.Numeric(BigDecimal.ONE)))
        .isEqualTo(new VoteOutcome.Counted(NOW));
    assertThat(polls().people(List.of(session.id())))
        .containsEntry(session.id(), WrittenCells.MOST_DIFFERENT + 1L);
    assertThat(votes().votes(session.id(), null, 9_999)).hasSize(WrittenCells.MOST_DIFFERENT + 1);
  }

  @Test
  void two_nodes_that_hear_the_same_new_word_at_once_make_one_entry() throws Exception {
    Poll poll = poll(Kind.WORDS.plain());
    for (int round = 0; round < 10; round++) {
      PollSession session = openSession(poll, true);
      List<List<String>> said =
          List.of(List.of("new", "other"), List.of("other", "NEW"), List.of("New", "OTHER"));
      atOnce(
          12,
          i ->
              new VoteRows(i % 2 == 0 ? database() : otherNode())
                  .cast(
                      List.of(
                          new Vote(session.id(), newVoter(), new Answer.Words(said.get(i % 3)))),
                      NOW));
      assertThat(results(session).entries())
          .hasSize(2)
          .allSatisfy(each -> assertThat(each.people()).isEqualTo(12));
    }
  }

  @Test
  void what_was_written_goes_with_its_session() {
    Poll poll = poll(Kind.WORDS.plain());
    PollSession session = openSession(poll, true);
    say(session, voter(), new Answer.Words(List.of("a", "b")));
    assertThat(rows("spelling", session.id())).isEqualTo(2);

    polls().deleteSession(session.id());
    while (votes().sweep(1_000) > 0) {
      assertThat(tallies(session)).isEmpty();
    }

    for (String table : List.of("spelling", "entry", "tally", "participation", "vote")) {
      assertThat(rows(table, session.id())).as(table).isZero();
    }
  }

  private Map<SessionId, Tally> tallies(PollSession session) {
    return polls().tallies(List.of(session.id()));
  }

  @Test
  void a_poll_comes_back_from_deletion_with_its_kind_and_what_was_written() {
    Poll poll = poll(question(Kind.WORDS, Map.of("entries", 2)));
    PollSession session = openSession(poll, false);
    say(session, voter(), new Answer.Words(List.of("a", "b")));
    var discard =
        new DiscardRows(database())
            .discardPoll(poll.id(), poll.owner(), NOW.plusSeconds(9))
            .orElseThrow();
    assertThat(polls().poll(poll.id())).isEmpty();

    new DiscardRows(database()).restore(discard.id(), poll.owner(), NOW);

    assertThat(polls().poll(poll.id())).contains(poll);
    assertThat(said(poll, session, true)).containsExactly("a", "b");
  }

  @Test
  void never_asked_polls_are_found() {
    VoterId owner = voter();
    Poll first = polls().addPoll(owner, draft(Kind.TEXT.plain()), NOW);
    Poll second = polls().addPoll(owner, draft(Kind.SINGLE.plain(), "a"), NOW);
    Poll asked = polls().addPoll(owner, draft(Kind.NUMBER.plain()), NOW);
    openSession(asked, false);
    assertThat(polls().neverAsked(owner, 10)).containsExactly(second, first);
    assertThat(polls().neverAsked(owner, 1)).containsExactly(second);
  }
}
