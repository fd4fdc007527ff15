package org.pollard.server;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.pollard.canvas.IdForm;
import org.pollard.canvas.Throttle;
import org.pollard.edge.ClientAddress;
import org.pollard.edge.Downloads;
import org.pollard.edge.Guesses;
import org.pollard.edge.Reach;
import org.pollard.edge.RequestBase;
import org.pollard.edge.WrongSecrets;
import org.pollard.realtimekit.AccountId;
import org.pollard.realtimekit.RateLimit;
import org.pollard.web.Arrivals;
import org.pollard.web.GuestLine;
import org.pollard.web.SignInAttempts;

/// Wires what the facades need beside the domain: bases of links, and what holds callers back.
final class FacadeWiring {

  private static final long MOST_THROTTLED_CLIENTS = 100_000;

  FacadeWiring() {}

  @Produces
  @Singleton
  RequestBase requestBase(Settings settings) {
    return new RequestBase(settings.publicUrl());
  }

  @Produces
  @Singleton
  ListeningAt listeningAt(Settings settings) {
    return ListeningAt.here(settings);
  }

  @Produces
  @Singleton
  Reach reach(Settings settings, ListeningAt here) {
    return new NetworkReach(settings, here::port);
  }

  @Produces
  @Singleton
  MetricsAccess metricsAccess(Settings settings) {
    return new MetricsAccess(settings.metricsToken());
  }

  @Produces
  @Singleton
  IdForm idForm(Settings settings) {
    return new IdForm(settings.canvasStringIds());
  }

  @Produces
  @Singleton
  Throttle throttle() {
    return new Throttle(System::nanoTime, MOST_THROTTLED_CLIENTS);
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
  Downloads downloads(DataFolder folder) {
    return new Downloads(folder.path().resolve("tmp"));
  }

  @Produces
  @Singleton
  Arrivals arrivals() {
    return new Arrivals(System::nanoTime);
  }

  @Produces
  @Singleton
  Guesses guessedCodes() {
    return new Guesses(System::nanoTime, 20, Duration.ofMillis(20));
  }

  @Produces
  @Singleton
  WrongSecrets wrongSecrets() {
    return new WrongSecrets(System::nanoTime);
  }

  @Produces
  @Singleton
  GuestLine guestLine() {
    return new GuestLine();
  }

  @Produces
  @Singleton
  SignInAttempts signInAttempts() {
    return new SignInAttempts(System::nanoTime);
  }

  @Produces
  @Singleton
  ClientAddress clientAddress(Settings settings) {
    return ClientAddress.behind(settings.trustedProxies());
  }
}
