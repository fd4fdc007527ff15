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
    return database.people();
  }

  @Produces
  @Singleton
  TokenStore tokens(Database database) {
    return database.tokens();
  }

  @Produces
  @Singleton
  AuditStore audit(Database database) {
    return database.audit();
  }

  @Produces
  @Singleton
  SharedValues sharedValues(Database database) {
    return database.sharedValues();
  }

  @Produces
  @Singleton
  RemoteLinkStore remoteLinks(Database database) {
    return database.remoteLinks();
  }

  @Produces
  @Singleton
  GuestStore guestStore(Database database) {
    return database.guests();
  }

  @Produces
  @Singleton
  CourseStore courses(Database database) {
    return database.courses();
  }

  @Produces
  @Singleton
  @Typed(PollStore.class)
  PollStore polls(Database database) {
    return database.polls();
  }

  @Produces
  @Singleton
  @Typed(SinglePolls.class)
  SinglePolls singlePolls(Database database) {
    return database.singlePolls();
  }

  @Produces
  @Singleton
  PictureStore pictures(Database database) {
    return database.pictures();
  }

  @Produces
  @Singleton
  DiscardStore discards(Database database) {
    return database.discards();
  }

  @Produces
  @Singleton
  VoteStore votes(Database database) {
    return database.votes();
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
}
