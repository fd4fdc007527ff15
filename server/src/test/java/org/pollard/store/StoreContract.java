package org.pollard.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.pollard.course.Course;
import org.pollard.course.CourseState;
import org.pollard.course.CourseStore;
import org.pollard.meeting.AppStore;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.MeetingStore;
import org.pollard.people.NewUser;
import org.pollard.people.PeopleStore;
import org.pollard.people.User;
import org.pollard.people.VoterId;
import org.pollard.poll.Answer.SingleChoice;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;
import org.pollard.store.course.CourseRows;
import org.pollard.store.meeting.AppRows;
import org.pollard.store.meeting.MeetingRows;
import org.pollard.store.meeting.MeetingSessionRows;
import org.pollard.store.people.PeopleRows;
import org.pollard.store.poll.PollRows;
import org.pollard.store.voting.VoteRows;
import org.pollard.voting.Vote;
import org.pollard.voting.VoteOutcome;
import org.pollard.voting.VoteStore;

/// What every database must do, in parts. Tests share one database, so each works on rows of its
/// own.
abstract class StoreContract {

  static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");

  /// Far beyond what a test adds.
  static final long UNKNOWN = 4_000_000_000_000L;

  private static final AtomicLong UNIQUE = new AtomicLong();

  abstract Database database();

  PeopleStore people() {
    return new PeopleRows(database());
  }

  CourseStore courses() {
    return new CourseRows(database());
  }

  PollStore polls() {
    return new PollRows(database());
  }

  VoteStore votes() {
    return new VoteRows(database());
  }

  AppStore apps() {
    return new AppRows(database());
  }

  MeetingStore meetings() {
    return new MeetingRows(database());
  }

  MeetingSessionStore meetingSessions() {
    return new MeetingSessionRows(database());
  }

  /// A word that no other test uses.
  static String unique(String word) {
    return word + UNIQUE.incrementAndGet() + "x";
  }

  User user() {
    return people().addUser(new NewUser(unique("user"), null, null, false), NOW).orElseThrow();
  }

  VoterId voter() {
    return user().id();
  }

  List<VoterId> voters(int count) {
    List<VoterId> voters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      voters.add(voter());
    }
    return voters;
  }

  Course course() {
    return courses().addCourse(unique("course"), "C", CourseState.AVAILABLE, false, NOW);
  }

  Poll poll() {
    return polls().addPoll(voter(), unique("question"), null, NOW);
  }

  Choice choice(Poll poll, String text) {
    return polls().addChoice(poll.id(), text, null, false).orElseThrow();
  }

  PollSession session(Poll poll, AudienceRef audience, boolean anonymous) {
    return polls()
        .addSession(
            new PollStore.NewSession(
                poll.id(), audience, anonymous, ResultsVisibility.AFTER_VOTE, false),
            NOW)
        .orElseThrow();
  }

  PollSession openSession(Poll poll, boolean anonymous) {
    PollSession session = session(poll, wholeCourse(), anonymous);
    return votes().setOpen(session.id(), true).orElseThrow();
  }

  AudienceRef wholeCourse() {
    return new AudienceRef.InCourse(course().id().value(), null);
  }

  static Vote vote(PollSession session, VoterId voter, Choice choice) {
    return new Vote(session.id(), voter, new SingleChoice(choice.id()));
  }

  VoteOutcome cast(PollSession session, VoterId voter, Choice choice) {
    return votes().cast(List.of(vote(session, voter, choice)), NOW).getFirst();
  }

  Tally tally(PollSession session) {
    return tally(session.id());
  }

  Tally tally(SessionId session) {
    return Objects.requireNonNull(polls().tallies(List.of(session)).get(session));
  }

  long count(PollSession session, Choice choice) {
    return count(session, choice.id());
  }

  long count(PollSession session, ChoiceId choice) {
    return tally(session).counts().getOrDefault(choice, 0L);
  }

  static VoteOutcome counted(boolean anonymous) {
    return new VoteOutcome.Counted(anonymous ? null : NOW);
  }

  /// Rows of a table for this session, visible or not.
  long rows(String table, SessionId session) {
    return database()
        .read(
            handle ->
                handle
                    .createQuery("SELECT count(*) FROM " + table + " WHERE session_id = :session")
                    .bind("session", session.value())
                    .mapTo(long.class)
                    .one());
  }

  /// Does this so many times at the same moment; fails when one of them does.
  static void atOnce(int times, IntConsumer work) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        int number = i;
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  work.accept(number);
                  return number;
                }));
      }
      start.countDown();
      for (Future<?> each : running) {
        each.get();
      }
    }
  }
}
