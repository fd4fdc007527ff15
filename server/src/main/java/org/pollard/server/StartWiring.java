package org.pollard.server;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.pollard.course.Rooms;
import org.pollard.people.PeopleStore;
import org.pollard.people.Secrets;
import org.pollard.people.SharedValues;
import org.pollard.people.TokenStore;

/// Wires the settings, the clock, and what a server makes for itself at its first start.
final class StartWiring {

  StartWiring() {}

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
  Heart heartOfServer(Sweeper sweeper, Scrubber scrubber, EventLoops loops) {
    return new Heart(
        () ->
            Stream.of(sweeper.pulses(), List.of(scrubber.pulse()), loops.pulses())
                .flatMap(List::stream)
                .toList());
  }

  @Produces
  @Singleton
  Secrets secrets() {
    return new Secrets();
  }

  @Produces
  @Singleton
  FirstStart firstStart(
      Settings settings,
      PeopleStore people,
      TokenStore tokens,
      SharedValues values,
      Rooms rooms,
      Secrets secrets,
      InstantSource clock) {
    return new FirstStart(settings, people, tokens, values, rooms, secrets, clock);
  }
}
