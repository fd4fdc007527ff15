package org.pollard.server;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.pollard.course.CourseAccess;
import org.pollard.live.Watching;
import org.pollard.meeting.ApiTokens;
import org.pollard.meeting.Apps;
import org.pollard.meeting.MeetingAccess;
import org.pollard.people.AccessTokens;
import org.pollard.people.Guests;
import org.pollard.store.Database;
import org.pollard.voting.KnownSessions;

/// Has everybody forget what they remember when another database has taken the place of the one it
/// was read from: a former primary may have said what never came to be.
@ApplicationScoped
class Forgetting {

  private final Database database;
  private final AccessTokens tokens;
  private final ApiTokens apiTokens;
  private final Apps apps;
  private final Guests guests;
  private final CourseAccess courses;
  private final MeetingAccess meetings;
  private final KnownSessions sessions;
  private final Watching watching;

  Forgetting(
      Database database,
      AccessTokens tokens,
      ApiTokens apiTokens,
      Apps apps,
      Guests guests,
      CourseAccess courses,
      MeetingAccess meetings,
      KnownSessions sessions,
      Watching watching) {
    this.database = database;
    this.tokens = tokens;
    this.apiTokens = apiTokens;
    this.apps = apps;
    this.guests = guests;
    this.courses = courses;
    this.meetings = meetings;
    this.sessions = sessions;
    this.watching = watching;
  }

  void start(@Observes StartupEvent event) {
    database.onTurn(this::forgetAll);
  }

  /// Rights come before what is seen by them.
  private void forgetAll() {
    tokens.forgetAll();
    apiTokens.forgetAll();
    apps.forgetAll();
    guests.forgetAll();
    courses.forgetAll();
    meetings.forgetAll();
    sessions.forgetAll();
    watching.turned();
  }
}
