package org.pollard.server;

import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.pollard.edge.AfterPass;
import org.pollard.live.MeetingDoor;
import org.pollard.live.Watching;
import org.pollard.meeting.ApiTokens;
import org.pollard.meeting.AppStore;
import org.pollard.meeting.Apps;
import org.pollard.meeting.MeetingAccess;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.MeetingStore;
import org.pollard.meeting.Meetings;
import org.pollard.meeting.ParticipantCredentials;
import org.pollard.meeting.ParticipantTokens;
import org.pollard.meeting.Presence;
import org.pollard.meeting.SigningKey;
import org.pollard.people.Secrets;
import org.pollard.people.SharedValues;
import org.pollard.realtimekit.socket.Halls;

/// Wires apps, their meetings and participants, and who is present.
final class MeetingWiring {

  MeetingWiring() {}

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
    return new ApiTokens(apps, secrets, clock, new AfterPass(executor));
  }

  @Produces
  @Singleton
  MeetingAccess meetingAccess(
      MeetingStore meetings,
      MeetingSessionStore sessions,
      @VirtualThreads ExecutorService executor) {
    return new MeetingAccess(meetings, sessions, new AfterPass(executor));
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
  Heart heartOfMeetings(Presence presence) {
    return new Heart(() -> List.of(presence.pulse()));
  }

  @Produces
  @Singleton
  MeetingDoor meetingDoor(
      MeetingStore meetings, Presence presence, @VirtualThreads ExecutorService executor) {
    return new MeetingEntrance(meetings, presence, executor);
  }
}
