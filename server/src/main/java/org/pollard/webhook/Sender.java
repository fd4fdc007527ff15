package org.pollard.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pollard.pulse.Pulse;
import org.pollard.pulse.Rounds;

/// Draws what happened and delivers it, until it is taken, refused or a day old. Thread-safe.
///
/// The database is the truth: whatever this forgets, by a stop or a crash, is found there again.
/// One thread looks twice a second for what is to be drawn and for webhooks to which something is
/// due; each of these gets a runner, which delivers one after the other in the order in which it is
/// due, so that a receiver that keeps up hears of things in the order in which they happened; of
/// two nodes each has one. While a queue is long a second runner joins. Runners are platform
/// threads: the resolver holds whatever thread asks it, and those that answer requests are not to
/// wait for the name of a receiver.
///
/// A receiver that is slow holds two runners at most and its owner six of 48, so that others are
/// delivered to.
public final class Sender implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Sender.class.getName());
  private static final Duration REST = Duration.ofMillis(500);
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration AFTER_FAULT = Duration.ofSeconds(2);
  private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

  /// Longer than an attempt takes, the resolver included.
  private static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration KEPT = Duration.ofDays(7);
  private static final int KEPT_OF_EACH = 1_000;
  private static final int DRAWN_AT_ONCE = 100;
  private static final int RUNNERS = 48;
  private static final int RUNNERS_OF_OWNER = 6;
  private static final int MOST_OF_RUN = 100;
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final Outbox outbox;
  private final Drawing drawing;
  private final SigningKey key;
  private final Post post;
  private final InstantSource clock;
  private final Patience patience = new Patience(() -> ThreadLocalRandom.current().nextLong());
  private final Rounds rounds = new Rounds("webhooks", REST, this::round, AFTER_FAULT);
  private final ThreadPoolExecutor runners =
      new ThreadPoolExecutor(
          0,
          RUNNERS,
          IDLE.toSeconds(),
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().name("webhook-", 1).daemon().factory());

  /// How many runners each has now. Guarded by itself.
  private final Map<Object, Integer> running = new HashMap<>();

  private Instant forgotten = Instant.EPOCH;

  public Sender(
      Outbox outbox,
      Drawing drawing,
      SigningKey key,
      DeliveryNetwork network,
      InstantSource clock) {
    this.outbox = outbox;
    this.drawing = drawing;
    this.key = key;
    this.post = new Post(network);
    this.clock = clock;
  }

  public void start() {
    rounds.start();
  }

  /// How it goes.
  public Pulse pulse() {
    return rounds.pulse();
  }

  private Duration round() {
    Instant now = clock.instant();
    List<Happening> happened = outbox.toDraw(DRAWN_AT_ONCE);
    happened.forEach(each -> outbox.drawn(each, drawing.draw(each).orElse(null), now));
    for (Outbox.Waiting each : outbox.waiting(now)) {
      run(each);
    }
    if (forgotten.plus(FORGET_EVERY).isBefore(now)) {
      outbox.giveUp(now.minus(Patience.DAY));
      outbox.forget(now.minus(KEPT), KEPT_OF_EACH);
      forgotten = now;
    }
    return happened.size() == DRAWN_AT_ONCE ? SOON : REST;
  }

  private void run(Outbox.Waiting waiting) {
    synchronized (running) {
      if (running.getOrDefault(waiting.owner(), 0) >= RUNNERS_OF_OWNER
          || running.getOrDefault(waiting.webhook(), 0) >= waiting.most()) {
        return;
      }
      running.merge(waiting.owner(), 1, Integer::sum);
      running.merge(waiting.webhook(), 1, Integer::sum);
    }
    boolean begun = false;
    try {
      runners.execute(
          () -> {
            try {
              deliverAll(waiting.webhook());
            } catch (RuntimeException e) {
              // The database is away, most likely; the lease ends, and it is sent again.
              LOG.log(
                  System.Logger.Level.WARNING, "A webhook was not delivered to: {0}", e.toString());
            } finally {
              ended(waiting);
            }
          });
      begun = true;
    } catch (RejectedExecutionException _) {
      // It stops, or all runners are out; what is due stays due.
    } finally {
      if (!begun) {
        ended(waiting);
      }
    }
  }

  private void ended(Outbox.Waiting waiting) {
    synchronized (running) {
      for (Object of : List.of(waiting.owner(), waiting.webhook())) {
        running.computeIfPresent(of, (_, count) -> count == 1 ? null : count - 1);
      }
    }
  }

  /// Up to so many that others get a turn.
  private void deliverAll(WebhookId webhook) {
    for (int i = 0; i < MOST_OF_RUN && !runners.isShutdown(); i++) {
      Optional<Outbox.Leased> leased = outbox.lease(webhook, clock.instant(), LEASE);
      if (leased.isEmpty()) {
        return;
      }
      outbox.settle(attempt(leased.get()));
    }
  }

  private Outbox.Attempt attempt(Outbox.Leased leased) {
    byte[] body = leased.body().getBytes(UTF_8);
    Answer answer =
        post.send(
            URI.create(leased.url()),
            Map.of(
                "rtk-signature",
                key.sign(body),
                "rtk-uuid",
                leased.uuid(),
                "rtk-webhook-id",
                leased.webhook().value().toString()),
            body);
    Instant now = clock.instant();
    return switch (answer) {
      case Answer.Status(int code) when code < 300 ->
          new Outbox.Attempt(leased, Delivery.State.DELIVERED, code, null, now, null, null);
      case Answer.Status(int code) when code >= 500 || code == 408 || code == 429 ->
          again(leased, code, null, now);
      // A program that answers so has understood, and would answer the same again.
      case Answer.Status(int code) ->
          new Outbox.Attempt(leased, Delivery.State.REFUSED, code, null, now, null, null);
      case Answer.None(Answer.Fault fault) when fault == Answer.Fault.FORBIDDEN_ADDRESS ->
          new Outbox.Attempt(leased, Delivery.State.REFUSED, null, fault.name(), now, null, null);
      case Answer.None(Answer.Fault fault) -> again(leased, null, fault.name(), now);
    };
  }

  private Outbox.Attempt again(
      Outbox.Leased leased, @Nullable Integer status, @Nullable String fault, Instant now) {
    Optional<Instant> next = patience.next(leased.attempts() + 1, leased.createdAt(), now);
    return new Outbox.Attempt(
        leased,
        next.isPresent() ? Delivery.State.WAITING : Delivery.State.GIVEN_UP,
        status,
        fault,
        now,
        next.orElse(null),
        patience.resumes(leased.failures() + 1, now));
  }

  /// Begins nothing more; what is being sent is waited for a little, and else sent again later.
  @Override
  public void close() {
    rounds.close();
    runners.shutdown();
    try {
      if (!runners.awaitTermination(3, TimeUnit.SECONDS)) {
        runners.shutdownNow();
      }
    } catch (InterruptedException e) {
      runners.shutdownNow();
      Thread.currentThread().interrupt();
    }
    post.close();
  }
}
