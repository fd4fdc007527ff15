package org.pollard.server;

import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.pollard.canvas.RequestBase;
import org.pollard.canvas.Throttle;
import org.pollard.course.CourseAccess;
import org.pollard.course.CourseAudience;
import org.pollard.course.CourseStore;
import org.pollard.course.Courses;
import org.pollard.course.Rooms;
import org.pollard.live.MeetingDoor;
import org.pollard.live.Watching;
import org.pollard.meeting.ApiTokens;
import org.pollard.meeting.AppStore;
import org.pollard.meeting.Apps;
import org.pollard.meeting.MeetingAccess;
import org.pollard.meeting.MeetingAudience;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.MeetingStore;
import org.pollard.meeting.Meetings;
import org.pollard.meeting.ParticipantCredentials;
import org.pollard.meeting.ParticipantTokens;
import org.pollard.meeting.Presence;
import org.pollard.meeting.SigningKey;
import org.pollard.people.AccessTokens;
import org.pollard.people.Credentials;
import org.pollard.people.GuestStore;
import org.pollard.people.Guests;
import org.pollard.people.HostLinks;
import org.pollard.people.Passwords;
import org.pollard.people.PeopleStore;
import org.pollard.people.Secrets;
import org.pollard.people.SessionCredentials;
import org.pollard.people.SharedValues;
import org.pollard.people.SignIn;
import org.pollard.people.TokenCredentials;
import org.pollard.poll.Audience;
import org.pollard.poll.Changes;
import org.pollard.poll.PollStore;
import org.pollard.poll.Polls;
import org.pollard.realtimekit.AccountId;
import org.pollard.realtimekit.RateLimit;
import org.pollard.realtimekit.socket.Halls;
import org.pollard.store.Database;
import org.pollard.store.News;
import org.pollard.voting.KnownSessions;
import org.pollard.voting.VoteStore;
import org.pollard.voting.Voting;
import org.pollard.web.Guesses;
import org.pollard.web.PageBase;

/// Puts the house together: the only place that knows who is behind a port. The classes themselves
/// know nothing of the framework.
final class Wiring {

  private static final long MOST_THROTTLED_CLIENTS = 100_000;

  /// A system property that only `bin/bench` gives, to show what one transaction a vote would cost.
  private static final String MOST_IN_BATCH = "pollard.bench.batch";

  Wiring() {}

  @Produces
  @Singleton
  Settings settings() {
    return switch (Settings.read(System.getenv())) {
      case Settings.Read.Ok(Settings settings) -> settings;
      case Settings.Read.Refused(var problems) ->
          throw new IllegalStateException(String.join(" ", problems));
    };
  }

  @Produces
  @Singleton
  InstantSource clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  DataFolder dataFolder(Settings settings) {
    return DataFolder.open(settings.dataDir());
  }

  void release(@Disposes DataFolder folder) {
    folder.close();
  }

  @Produces
  @Singleton
  Database database(Settings settings, DataFolder folder) {
    return Database.open(settings.databaseUrl(), folder.path());
  }

  void close(@Disposes Database database) {
    database.close();
  }

  @Produces
  @Singleton
  PeopleStore people(Database database) {
    return database.people();
  }

  @Produces
  @Singleton
  SharedValues sharedValues(Database database) {
    return database.sharedValues();
  }

  @Produces
  @Singleton
  CourseStore courses(Database database) {
    return database.courses();
  }

  @Produces
  @Singleton
  PollStore polls(Database database) {
    return database.polls();
  }

  @Produces
  @Singleton
  VoteStore votes(Database database) {
    return database.votes();
  }

  @Produces
  @Singleton
  Secrets secrets() {
    return new Secrets();
  }

  @Produces
  @Singleton
  Passwords passwords() {
    return new Passwords();
  }

  @Produces
  @Singleton
  AccessTokens accessTokens(
      PeopleStore people,
      Secrets secrets,
      InstantSource clock,
      @VirtualThreads ExecutorService executor) {
    return new AccessTokens(people, secrets, clock, executor);
  }

  @Produces
  @Singleton
  CourseAccess courseAccess(CourseStore courses, @VirtualThreads ExecutorService executor) {
    return new CourseAccess(courses, executor);
  }

  @Produces
  @Singleton
  Courses changingCourses(CourseStore courses, CourseAccess access, InstantSource clock) {
    return new Courses(courses, access, clock);
  }

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
  AppStore apps(Database database) {
    return database.apps();
  }

  @Produces
  @Singleton
  MeetingStore meetings(Database database) {
    return database.meetings();
  }

  @Produces
  @Singleton
  MeetingSessionStore meetingSessions(Database database) {
    return database.meetingSessions();
  }

  @Produces
  @Singleton
  Apps changingApps(
      AppStore apps,
      Secrets secrets,
      InstantSource clock,
      @VirtualThreads ExecutorService executor) {
    return new Apps(apps, secrets, clock, executor);
  }

  @Produces
  @Singleton
  ApiTokens apiTokens(
      AppStore apps,
      Secrets secrets,
      InstantSource clock,
      @VirtualThreads ExecutorService executor) {
    return new ApiTokens(apps, secrets, clock, executor);
  }

  @Produces
  @Singleton
  MeetingAccess meetingAccess(
      MeetingStore meetings,
      MeetingSessionStore sessions,
      @VirtualThreads ExecutorService executor) {
    return new MeetingAccess(meetings, sessions, executor);
  }

  @Produces
  @Singleton
  Meetings changingMeetings(MeetingStore meetings, MeetingAccess access, InstantSource clock) {
    return new Meetings(meetings, access, clock);
  }

  @Produces
  @Singleton
  SigningKey signingKey(SharedValues values, Secrets secrets) {
    return SigningKey.in(values, secrets);
  }

  @Produces
  @Singleton
  ParticipantTokens participantTokens(SigningKey key, InstantSource clock) {
    return new ParticipantTokens(key, clock);
  }

  @Produces
  @Singleton
  @Typed(ParticipantCredentials.class)
  ParticipantCredentials participantCredentials(ParticipantTokens tokens, MeetingAccess access) {
    return new ParticipantCredentials(tokens, access);
  }

  @Produces
  @Singleton
  Presence presence(
      MeetingSessionStore sessions,
      MeetingAccess access,
      Watching watching,
      Halls halls,
      InstantSource clock,
      Secrets secrets,
      @VirtualThreads ExecutorService executor) {
    return new Presence(
        sessions, access, new MeetingNews(watching, halls), clock, secrets.hex(16), executor);
  }

  void close(@Disposes Presence presence) {
    presence.close();
  }

  @Produces
  @Singleton
  MeetingDoor meetingDoor(
      MeetingStore meetings, Presence presence, @VirtualThreads ExecutorService executor) {
    return new MeetingEntrance(meetings, presence, executor);
  }

  @Produces
  @Singleton
  AccountId accountId(FirstStart firstStart) {
    return new AccountId(firstStart.accountId());
  }

  @Produces
  @Singleton
  RateLimit rateLimit() {
    return new RateLimit(System::nanoTime);
  }

  @Produces
  @Singleton
  @Typed(KnownSessions.class)
  KnownSessions knownSessions(PollStore polls, @VirtualThreads ExecutorService executor) {
    return new KnownSessions(polls, executor);
  }

  @Produces
  @Singleton
  Credentials credentials(AccessTokens tokens, ParticipantCredentials participants, Guests guests) {
    TokenCredentials users = new TokenCredentials(tokens);
    return new CredentialsInOrder(
        List.of(participants, users, new SessionCredentials(users), guests));
  }

  @Produces
  @Singleton
  GuestStore guestStore(Database database) {
    return database.guests();
  }

  @Produces
  @Singleton
  @Typed(Guests.class)
  Guests guests(
      GuestStore store,
      Secrets secrets,
      InstantSource clock,
      @VirtualThreads ExecutorService executor) {
    return new Guests(store, secrets, clock, executor);
  }

  @Produces
  @Singleton
  SignIn signIn(
      PeopleStore people,
      AccessTokens tokens,
      HostLinks links,
      Passwords passwords,
      Secrets secrets,
      InstantSource clock) {
    return new SignIn(people, tokens, links, passwords, secrets, clock);
  }

  @Produces
  @Singleton
  Rooms rooms(Database database, CourseAccess access, Secrets secrets) {
    return new Rooms(database.rooms(), access, secrets);
  }

  @Produces
  @Singleton
  PageBase pageBase(Settings settings) {
    return new PageBase(settings.publicUrl());
  }

  @Produces
  @Singleton
  Guesses guesses() {
    return new Guesses(System::nanoTime);
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
  Polls changingPolls(PollStore polls, Changes changes, InstantSource clock) {
    return new Polls(polls, changes, clock);
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

  @Produces
  @Singleton
  Throttle throttle() {
    return new Throttle(System::nanoTime, MOST_THROTTLED_CLIENTS);
  }

  @Produces
  @Singleton
  RequestBase requestBase(Settings settings) {
    return new RequestBase(settings.publicUrl());
  }

  @Produces
  @Singleton
  FirstStart firstStart(
      Settings settings,
      PeopleStore people,
      SharedValues values,
      CourseStore courseStore,
      Courses courses,
      Rooms rooms,
      Secrets secrets,
      InstantSource clock) {
    return new FirstStart(settings, people, values, courseStore, courses, rooms, secrets, clock);
  }

  @Produces
  @Singleton
  HostLinks hostLinks(
      SharedValues values,
      AccessTokens tokens,
      Secrets secrets,
      InstantSource clock,
      FirstStart firstStart) {
    return new HostLinks(values, tokens, secrets, clock, firstStart.host());
  }
}
