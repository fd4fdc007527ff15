package org.pollard.server;

import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.pollard.course.CourseAccess;
import org.pollard.course.CourseAudience;
import org.pollard.edge.AfterPass;
import org.pollard.live.BigScreen;
import org.pollard.live.PeopleHere;
import org.pollard.live.Watching;
import org.pollard.meeting.MeetingAccess;
import org.pollard.meeting.MeetingAudience;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.MeetingStore;
import org.pollard.people.Credentials;
import org.pollard.poll.Audience;
import org.pollard.poll.Changes;
import org.pollard.poll.DiscardStore;
import org.pollard.poll.Discards;
import org.pollard.poll.PollStore;
import org.pollard.poll.Polls;
import org.pollard.store.Database;
import org.pollard.store.News;
import org.pollard.store.poll.PollRows;
import org.pollard.voting.KnownSessions;
import org.pollard.voting.SingleSessions;
import org.pollard.voting.VoteStore;
import org.pollard.voting.Voting;

/// Wires polls, votes, who may see them, and who is told when they change.
final class VotingWiring {

  /// A system property that only `bin/bench` gives, to show what one transaction a vote would cost.
  private static final String MOST_IN_BATCH = "pollard.bench.batch";

  VotingWiring() {}

  @Produces
  @Singleton
  Audience audience(
      CourseAccess access,
      MeetingAccess meetingAccess,
      MeetingStore meetings,
      MeetingSessionStore sessions) {
    return new AudienceByKind(
        new CourseAudience(access), new MeetingAudience(meetingAccess, meetings, sessions));
  }

  @Produces
  @Singleton
  @Typed(KnownSessions.class)
  KnownSessions knownSessions(PollStore polls, @VirtualThreads ExecutorService executor) {
    return new KnownSessions(polls, new AfterPass(executor));
  }

  @Produces
  @Singleton
  @Typed(SingleSessions.class)
  SingleSessions singleSessions(KnownSessions sessions) {
    return new SingleSessions(sessions);
  }

  @Produces
  @Singleton
  @Typed(Watching.class)
  Watching watching(PollStore polls, VoteStore votes, Audience audience, Credentials credentials) {
    return new Watching(polls, votes, audience, credentials);
  }

  void close(@Disposes Watching watching) {
    watching.close();
  }

  /// What is remembered comes first, so that nobody who is told reads something outdated.
  @Produces
  @Singleton
  Changes changes(KnownSessions sessions, Watching watching, News news) {
    return new ChangesInOrder(List.of(sessions, watching, news));
  }

  /// What other nodes changed is told as if it had been changed here.
  @Produces
  @Singleton
  @Typed(News.class)
  News news(Database database, KnownSessions sessions, Watching watching) {
    return database.news(new ChangesInOrder(List.of(sessions, watching)));
  }

  void close(@Disposes News news) {
    news.close();
  }

  @Produces
  @Singleton
  @Typed(PeopleHere.class)
  PeopleHere peopleHere(Watching watching, News news) {
    return new PeopleHere(watching, news);
  }

  @Produces
  @Singleton
  BigScreen bigScreen(Database database) {
    return new BigScreen(new PollRows(database));
  }

  @Produces
  @Singleton
  Heart heartOfVoting(Voting voting, Watching watching, PeopleHere people, News news) {
    return new Heart(
        () ->
            Stream.concat(
                    Stream.of(voting.pulse(), people.pulse()),
                    Stream.concat(watching.pulses().stream(), news.pulses().stream()))
                .toList());
  }

  @Produces
  @Singleton
  Polls changingPolls(PollStore polls, Changes changes, InstantSource clock) {
    return new Polls(polls, changes, clock);
  }

  @Produces
  @Singleton
  Discards discarding(
      DiscardStore discards, PollStore polls, Changes changes, InstantSource clock) {
    return new Discards(discards, polls, changes, clock);
  }

  @Produces
  @Singleton
  Voting voting(VoteStore votes, Changes changes, InstantSource clock) {
    Voting.Bounds bounds = Voting.Bounds.DEFAULT;
    int mostInBatch = Integer.getInteger(MOST_IN_BATCH, bounds.mostInBatch());
    return new Voting(votes, changes, clock, new Voting.Bounds(bounds.mostWaiting(), mostInBatch));
  }

  void close(@Disposes Voting voting) {
    voting.close();
  }
}
