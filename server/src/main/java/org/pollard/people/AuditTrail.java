package org.pollard.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Writes the audit log. Thread-safe; may wait for the database.
///
/// What strangers can cause without end, refused sign-ins, is written ten times a minute for each
/// address, so that nobody pushes out what they want nobody to see, and a few at a moment, so that
/// nobody stands before those who vote.
public final class AuditTrail {

  private static final int MOST_REFUSALS = 10;
  private static final long MOST_ADDRESSES = 10_000;
  private static final int LONGEST = 200;

  /// Of what strangers have caused; what is more is counted only, and keeps nobody waiting.
  private static final int MOST_AT_ONCE = 4;

  /// Never changed but in its counters.
  private final Map<AuditEvent, LongAdder> seen = new EnumMap<>(AuditEvent.class);

  private final AuditStore store;
  private final InstantSource clock;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private final Cache<String, AtomicInteger> refusals =
      Caffeine.newBuilder()
          .maximumSize(MOST_ADDRESSES)
          .expireAfterWrite(Duration.ofMinutes(1))
          .executor(Runnable::run)
          .build();

  public AuditTrail(AuditStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    for (AuditEvent each : AuditEvent.values()) {
      seen.put(each, new LongAdder());
    }
  }

  /// How often this has happened since the start, whether it was written or not.
  public long seen(AuditEvent event) {
    return counter(event).sum();
  }

  private LongAdder counter(AuditEvent event) {
    return Objects.requireNonNull(seen.get(event));
  }

  /// Notes what somebody did.
  ///
  /// @param actor null: somebody unknown
  /// @param detail what it was done to; never a secret
  /// @param address where the call came from
  public void note(AuditEvent event, @Nullable User actor, String detail, String address) {
    counter(event).increment();
    write(event, actor, detail, address);
  }

  /// Notes that somebody unknown was refused to sign in.
  ///
  /// @param address where the call came from
  /// @param counted what this address counts under
  public void noteRefused(String detail, String address, String counted) {
    counter(AuditEvent.SIGN_IN_REFUSED).increment();
    AtomicInteger written = refusals.get(counted, _ -> new AtomicInteger());
    if (written.get() < MOST_REFUSALS && places.tryAcquire()) {
      try {
        if (written.incrementAndGet() <= MOST_REFUSALS) {
          write(AuditEvent.SIGN_IN_REFUSED, null, detail, address);
        }
      } finally {
        places.release();
      }
    }
  }

  private void write(AuditEvent event, @Nullable User actor, String detail, String address) {
    store.add(
        new AuditEntry(
            0,
            clock.instant(),
            event,
            actor == null ? null : actor.id(),
            actor == null ? "" : shortened(actor.name()),
            shortened(detail),
            address));
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST));
  }
}
