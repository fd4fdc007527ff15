package org.pollard.server;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.pollard.live.PeopleHere;
import org.pollard.live.Watching;
import org.pollard.meeting.Presence;
import org.pollard.voting.Voting;

/// Brings everything up before the first request is taken, so that a fault ends the start and not a
/// request; and stops first what goes on by itself and needs the rest.
@ApplicationScoped
class Startup {

  void start(
      @Observes StartupEvent event,
      FirstStart firstStart,
      Voting voting,
      Presence presence,
      PeopleHere people) {
    presence.start();
    people.start();
    System.getLogger(Startup.class.getName())
        .log(
            System.Logger.Level.DEBUG,
            "account "
                + firstStart.accountId()
                + ", votes "
                + (voting.failing() ? "fail" : "flow"));
  }

  /// Beans are disposed of in no order, and these must not find the database closed.
  void stop(
      @Observes ShutdownEvent event, Watching watching, Presence presence, PeopleHere people) {
    people.close();
    watching.close();
    presence.close();
  }
}
