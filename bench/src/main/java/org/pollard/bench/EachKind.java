package org.pollard.bench;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Kind;
import org.pollard.poll.Poll;
import org.pollard.poll.PollDraft;
import org.pollard.poll.PollDraft.DraftChoice;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.PollStore.NewSession;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;
import org.pollard.store.Database;
import org.pollard.store.poll.PollRows;
import org.pollard.store.voting.VoteRows;
import org.pollard.voting.Vote;
import org.pollard.voting.VoteOutcome;

/// What a vote costs the store in each kind of question, and what it costs to read the results of
/// twenty thousand, which depends on what is counted and not on how many have voted.
final class EachKind {

  private static final int BATCH = 500;
  private static final int BATCHES = 40;
  private static final int READS = 200;

  /// Some of what comes is new in each batch, as of people who write.
  private static final int DIFFERENT = 2_000;

  private final Random random = new Random(42);
  private final PollStore polls;
  private final VoteRows votes;
  private final VoterId owner;
  private final AudienceRef course;

  private EachKind(Database database, long owner, long course) {
    this.polls = new PollRows(database);
    this.votes = new VoteRows(database);
    this.owner = new VoterId(owner);
    this.course = new AudienceRef.InCourse(course, null);
  }

  static void run(Storage.Opened opened, long course, Report report) {
    try (Database database = Database.open(opened.url(), opened.folder())) {
      long owner =
          database.read(
              handle ->
                  handle.createQuery("SELECT min(owner_id) FROM poll").mapTo(Long.class).one());
      EachKind kinds = new EachKind(database, owner, course);
      for (Kind each : Kind.values()) {
        var _ = kinds.measured(each, BATCHES / 4);
      }
      for (Kind each : Kind.values()) {
        report.add("a vote in " + each.word(), kinds.measured(each, BATCHES));
      }
    }
  }

  private SequencedMap<String, Double> measured(Kind kind, int batches) {
    int count = kind.hasChoices() ? 5 : 0;
    List<DraftChoice> drafted =
        IntStream.range(0, count)
            .mapToObj(i -> new DraftChoice(null, "Choice " + i, false))
            .toList();
    Poll poll =
        polls.addPoll(owner, new PollDraft("Which?", null, kind.plain(), drafted), Instant.now());
    List<ChoiceId> choices =
        polls.choicesOf(List.of(poll.id())).getOrDefault(poll.id(), List.of()).stream()
            .map(Choice::id)
            .toList();
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    SessionId named = session(poll, false);
    numbers.put("storeMicrosPerVote", cast(named, kind, choices, batches));
    numbers.put("anonymousMicrosPerVote", cast(session(poll, true), kind, choices, batches));
    long start = System.nanoTime();
    for (int i = 0; i < READS; i++) {
      Tally tally = Objects.requireNonNull(polls.tallies(List.of(named)).get(named));
      var _ = poll.asks().read(tally.results(), choices, false);
    }
    numbers.put("resultsMicros", (System.nanoTime() - start) / 1e3 / READS);
    return numbers;
  }

  private SessionId session(Poll poll, boolean anonymous) {
    PollSession made =
        polls
            .addSession(
                new NewSession(
                    poll.id(), course, anonymous, ResultsVisibility.PUBLIC, !anonymous, false),
                Instant.now())
            .orElseThrow();
    return votes.setOpen(made.id(), true).orElseThrow().id();
  }

  private double cast(SessionId session, Kind kind, List<ChoiceId> choices, int batches) {
    List<List<Vote>> all = new ArrayList<>();
    for (int i = 0; i < batches; i++) {
      List<Vote> batch = new ArrayList<>();
      for (int j = 0; j < BATCH; j++) {
        VoterId voter = new VoterId(Store.scattered(i * BATCH + j));
        batch.add(new Vote(session, voter, answer(kind, choices)));
      }
      all.add(batch);
    }
    long start = System.nanoTime();
    for (List<Vote> each : all) {
      for (VoteOutcome outcome : votes.cast(each, Instant.now())) {
        if (!(outcome instanceof VoteOutcome.Counted)) {
          throw new IllegalStateException("not counted: " + outcome);
        }
      }
    }
    return (System.nanoTime() - start) / 1e3 / (batches * BATCH);
  }

  private Answer answer(Kind kind, List<ChoiceId> choices) {
    List<ChoiceId> mixed = new ArrayList<>(choices);
    Collections.shuffle(mixed, random);
    return switch (kind) {
      case SINGLE -> new Answer.SingleChoice(mixed.getFirst());
      case SEVERAL -> new Answer.SeveralChoices(mixed.subList(0, 2));
      case RATING -> {
        Map<ChoiceId, Integer> steps = new HashMap<>();
        choices.forEach(each -> steps.put(each, 1 + random.nextInt(5)));
        yield new Answer.Ratings(steps);
      }
      case RANKING -> new Answer.Ranking(mixed);
      case NUMBER -> new Answer.Numeric(BigDecimal.valueOf(random.nextInt(DIFFERENT)));
      case WORDS -> new Answer.Words(List.of(word(), word()));
      case TEXT -> new Answer.Text("What about " + word() + "?");
    };
  }

  private String word() {
    return "word" + random.nextInt(DIFFERENT);
  }
}
