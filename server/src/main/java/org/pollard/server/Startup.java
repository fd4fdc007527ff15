package org.pollard.server;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pollard.live.PeopleHere;
import org.pollard.live.Watching;
import org.pollard.meeting.Presence;
import org.pollard.realtimekit.socket.Halls;
import org.pollard.store.Database;
import org.pollard.store.News;
import org.pollard.voting.Voting;
import org.pollard.webhook.Sender;

/// Brings everything up before the first request is taken, so that a fault ends the start and not a
/// request; and stops first what goes on by itself and needs the rest.
@ApplicationScoped
class Startup {

  private static final System.Logger LOG = System.getLogger(Startup.class.getName());

  void start(
      @Observes StartupEvent event,
      FirstStart firstStart,
      Voting voting,
      Presence presence,
      PeopleHere people,
      Sender sender) {
    presence.start();
    sender.start();
    people.start();
    if (isRoot()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "This runs as root: whoever breaks in has the whole machine. Give it a user of its own, as docs/operate.md says.");
    }
    LOG.log(
        System.Logger.Level.DEBUG,
        "account " + firstStart.accountId() + ", votes " + (voting.failing() ? "fail" : "flow"));
  }

  /// Told to stop, and still listening: whoever watches is told to come back, votes that were taken
  /// are written and answered, and nothing waits for a database that is away.
  void leave(
      @Observes ShutdownDelayInitiatedEvent event,
      Database database,
      Watching watching,
      Voting voting,
      Halls halls) {
    database.leave();
    watching.leave();
    voting.close();
    halls.leave();
  }

  /// Beans are disposed of in no order, and these must not find the database closed.
  void stop(
      @Observes ShutdownEvent event,
      Watching watching,
      Presence presence,
      PeopleHere people,
      News news,
      Sender sender) {
    sender.close();
    people.close();
    news.close();
    watching.close();
    presence.close();
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid
          && uid == 0;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException _) {
      return "root".equals(System.getProperty("user.name"));
    }
  }
}
