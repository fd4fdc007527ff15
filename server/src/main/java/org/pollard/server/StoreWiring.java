package org.pollard.server;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import org.pollard.course.CourseStore;
import org.pollard.meeting.AppStore;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.MeetingStore;
import org.pollard.people.AuditStore;
import org.pollard.people.GuestStore;
import org.pollard.people.PeopleStore;
import org.pollard.people.RemoteLinkStore;
import org.pollard.people.SharedValues;
import org.pollard.people.TokenStore;
import org.pollard.poll.DiscardStore;
import org.pollard.poll.PictureStore;
import org.pollard.poll.PollStore;
import org.pollard.poll.SinglePolls;
import org.pollard.store.Database;
import org.pollard.store.course.CourseRows;
import org.pollard.store.meeting.AppRows;
import org.pollard.store.meeting.MeetingRows;
import org.pollard.store.meeting.MeetingSessionRows;
import org.pollard.store.people.AuditRows;
import org.pollard.store.people.GuestRows;
import org.pollard.store.people.PeopleRows;
import org.pollard.store.people.RemoteLinkRows;
import org.pollard.store.people.SharedValueRows;
import org.pollard.store.people.TokenRows;
import org.pollard.store.poll.DiscardRows;
import org.pollard.store.poll.PictureRows;
import org.pollard.store.poll.PollRows;
import org.pollard.store.voting.VoteRows;
import org.pollard.voting.VoteStore;

/// Wires the data folder, the database, and the ports that it stands behind.
final class StoreWiring {

  StoreWiring() {}

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
  Heart heartOfStore(Database database) {
    return new Heart(database::pulses);
  }

  @Produces
  @Singleton
  PeopleStore people(Database database) {
    return new PeopleRows(database);
  }

  @Produces
  @Singleton
  TokenStore tokens(Database database) {
    return new TokenRows(database);
  }

  @Produces
  @Singleton
  AuditStore audit(Database database) {
    return new AuditRows(database);
  }

  @Produces
  @Singleton
  SharedValues sharedValues(Database database) {
    return new SharedValueRows(database);
  }

  @Produces
  @Singleton
  RemoteLinkStore remoteLinks(Database database) {
    return new RemoteLinkRows(database);
  }

  @Produces
  @Singleton
  GuestStore guestStore(Database database) {
    return new GuestRows(database);
  }

  @Produces
  @Singleton
  CourseStore courses(Database database) {
    return new CourseRows(database);
  }

  @Produces
  @Singleton
  @Typed(PollStore.class)
  PollStore polls(Database database) {
    return new PollRows(database);
  }

  @Produces
  @Singleton
  @Typed(SinglePolls.class)
  SinglePolls singlePolls(Database database) {
    return new PollRows.OfSingleChoice(database);
  }

  @Produces
  @Singleton
  PictureStore pictures(Database database) {
    return new PictureRows(database);
  }

  @Produces
  @Singleton
  DiscardStore discards(Database database) {
    return new DiscardRows(database);
  }

  @Produces
  @Singleton
  VoteStore votes(Database database) {
    return new VoteRows(database);
  }

  @Produces
  @Singleton
  AppStore apps(Database database) {
    return new AppRows(database);
  }

  @Produces
  @Singleton
  MeetingStore meetings(Database database) {
    return new MeetingRows(database);
  }

  @Produces
  @Singleton
  MeetingSessionStore meetingSessions(Database database) {
    return new MeetingSessionRows(database);
  }
}
