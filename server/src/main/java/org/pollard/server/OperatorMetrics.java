package org.pollard.server;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.pollard.edge.connection.ConnectionGuard;
import org.pollard.live.PeopleHere;
import org.pollard.live.TickFigures;
import org.pollard.live.Watching;
import org.pollard.people.AuditEvent;
import org.pollard.people.AuditTrail;
import org.pollard.realtimekit.socket.Halls;
import org.pollard.voting.Spread;
import org.pollard.voting.Voting;
import org.pollard.voting.VotingFigures;

/// The numbers of the server at `/q/metrics`. All of them are read when they are asked for; whoever
/// counts only counts. docs/operate.md names each.
@ApplicationScoped
class OperatorMetrics {

  private final MeterRegistry registry;

  OperatorMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void register(
      @Observes StartupEvent event,
      Voting voting,
      Watching watching,
      PeopleHere people,
      Halls halls,
      AuditTrail trail) {
    votes(voting.figures());
    tick(watching.figures());
    gauge("pollard.streams", "Open event streams", watching, Watching::count);
    gauge("pollard.sockets", "Open client sockets", halls, Halls::count);
    gauge("pollard.people.here", "People who follow a room here", people, PeopleHere::onThisNode);
    connections(ConnectionGuard.here());
    for (AuditEvent each : AuditEvent.values()) {
      FunctionCounter.builder("pollard.security.events", trail, all -> all.seen(each))
          .description("What the audit log was told of")
          .tag("event", each.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  private void connections(ConnectionGuard guard) {
    gauge("pollard.connections", "Open connections", guard, all -> all.numbers().open());
    gauge(
        "pollard.connections.strangers",
        "Open connections without a credential yet",
        guard,
        all -> all.numbers().strangers());
    FunctionCounter.builder("pollard.connections.refused", guard, all -> all.numbers().refused())
        .description("Connections refused for want of a place")
        .register(registry);
    FunctionCounter.builder("pollard.connections.hung.up", guard, all -> all.numbers().hungUp())
        .description("Strangers that made room for others")
        .register(registry);
  }

  private void votes(VotingFigures figures) {
    for (VotingFigures.Ended how : VotingFigures.Ended.values()) {
      FunctionCounter.builder("pollard.votes", figures, all -> all.votes(how))
          .description("Votes by what became of them")
          .tag("outcome", how.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    gauge(
        "pollard.votes.waiting", "Votes that wait to be written", figures, VotingFigures::waiting);
    spread("pollard.commit", "Transactions of votes", figures.commits());
    FunctionCounter.builder("pollard.commit.votes", figures.batches(), Spread::sum)
        .description("Votes in all transactions together")
        .register(registry);
    gauge(
        "pollard.commit.votes.most",
        "Votes in the largest transaction of the last minute or two",
        figures.batches(),
        Spread::most);
  }

  private void tick(TickFigures figures) {
    spread("pollard.tick", "Looks at what is watched", figures.times());
    TimeGauge.builder("pollard.tick.lag", figures, TimeUnit.NANOSECONDS, TickFigures::lag)
        .description("How late the tick was at most in the last minute or two, or is by now")
        .register(registry);
  }

  private void spread(String name, String description, Spread spread) {
    FunctionTimer.builder(name, spread, Spread::count, Spread::sum, TimeUnit.NANOSECONDS)
        .description(description)
        .register(registry);
    TimeGauge.builder(name + ".longest", spread, TimeUnit.NANOSECONDS, Spread::most)
        .description("The longest of the last minute or two")
        .register(registry);
  }

  private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
    Gauge.builder(name, of, value).description(description).register(registry);
  }
}
