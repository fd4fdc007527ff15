package org.pollard.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jspecify.annotations.Nullable;
import org.pollard.pulse.Pulse;
import org.pollard.pulse.Rounds;

/// The one PostgreSQL of several that takes what is written, and a pool of connections to it.
/// Thread-safe.
///
/// One thread asks twice a second whether it is still there, and now and then the next of the
/// [Hosts], which may have become one. All connections of a pool are of one [Era]: when that is
/// over there is a new pool, the old one is cut off in the middle of whatever it did, and what was
/// read through it and not handed on yet is thrown away. So nobody is told what a former primary
/// said after anybody could have been told what the new one says.
///
/// While none is there, work waits: for [#PATIENCE] since that began, and then not at all. What was
/// cut off before its commit is certainly undone, and so runs again; what was cut off in its commit
/// is unknown and does not.
final class Primary implements Link {

  private static final System.Logger LOG = System.getLogger(Primary.class.getName());

  /// How long work waits for a primary, counted from when it went.
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration REST = Duration.ofMillis(500);
  private static final Duration REST_WHILE_AWAY = Duration.ofMillis(200);

  /// In which every host is looked at once while another one is in use: sooner than a commit that
  /// hangs on a former primary is given up, else whoever repeats it asks that one again.
  private static final Duration TO_LOOK_AT_ALL = Duration.ofSeconds(5);

  /// Longest wait for a word on the connection that watches; it is asked nothing that takes time.
  private static final int SILENCE_MILLIS = 5_000;

  /// Connections that hang on a machine which cannot be reached are cut after it was away for this
  /// long, so that whoever waits on them is answered.
  private static final Duration UNTIL_CUT = Duration.ofSeconds(3);

  /// A standby that is gone may hold up a commit for as long as nobody gives it up.
  private static final int COMMIT_MILLIS = 15_000;

  private static final Duration LONGEST_WAIT_FOR_CONNECTION = Duration.ofSeconds(2);
  private static final Duration BEFORE_NEXT_TRY = Duration.ofMillis(50);

  /// After which a node that stops cuts off what is still at work, whatever the database does.
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /// For closing connections, of which nobody hears any more.
  private static final Duration LONGEST_CLOSING = Duration.ofSeconds(1);

  private final Hosts hosts;
  private final int connections;
  private final List<Runnable> forgetting = new CopyOnWriteArrayList<>();
  private final Rounds rounds = new Rounds("primary-watch", REST, this::look, REST_WHILE_AWAY);
  private final Object turning = new Object();
  private final AtomicLong reaches = new AtomicLong();
  private volatile Reach reach;
  private volatile @Nullable Long awaySince;

  /// Confined to the thread that watches, once that runs.
  private @Nullable Connection holder;

  private long lastLook = System.nanoTime();
  private boolean cut;
  private volatile NodeNumber number;
  private final CountDownLatch closed = new CountDownLatch(1);

  /// Whether nothing waits any more, and whether nothing is done any more.
  private volatile boolean leaving;

  private volatile boolean over;

  /// The connections of one era; never two of them are the same.
  private record Reach(long number, Era era, HikariDataSource pool, Jdbi jdbi) {}

  private Primary(Hosts hosts, int connections, Hosts.Met first) throws SQLException {
    this.hosts = hosts;
    this.connections = connections;
    this.holder = first.connection();
    this.number = NodeNumber.take(first.connection(), null);
    hosts.prefer(first);
    this.reach = reachOf(first.era());
  }

  /// @param connections that are used at the same time
  static Primary open(Hosts hosts, int connections) throws SQLException {
    Hosts.Met first = hosts.newest(Postgres.driverProperties());
    try {
      Primary primary = new Primary(hosts, connections, first);
      primary.rounds.start();
      return primary;
    } catch (SQLException | RuntimeException e) {
      first.connection().close();
      throw e;
    }
  }

  private Reach reachOf(Era era) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("pollard-" + era.number());
    config.setDataSource(new FencedSource(() -> hosts.connect(era)));
    config.setConnectionInitSql(Postgres.SETTINGS);
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(LONGEST_WAIT_FOR_CONNECTION.toMillis());
    // Whether one can be had is found when one is wanted.
    config.setInitializationFailTimeout(-1);
    HikariDataSource pool = new HikariDataSource(config);
    return new Reach(reaches.incrementAndGet(), era, pool, Engine.discreet(Jdbi.create(pool)));
  }

  /// A connection to the primary of now.
  ///
  /// @throws SQLException when there is none, or what answers is another one
  Connection connect() throws SQLException {
    return hosts.connect(reach.era());
  }

  /// Lends connections for reading: what a former primary said is asked for again.
  Door reading() {
    return new Door() {
      @Override
      public <T extends @Nullable Object> T with(Work<T> work) {
        return patiently(() -> once(work));
      }
    };
  }

  /// Lends connections for writing: of what a former primary says that it has stored, nobody knows
  /// whether this one has it.
  Door writing() {
    return new Door() {
      @Override
      public <T extends @Nullable Object> T with(Work<T> work) {
        return patiently(
            () -> {
              try {
                return once(work);
              } catch (FormerPrimaryException e) {
                throw new UnknownCommitException(e);
              }
            });
      }

      @Override
      public void commit(Handle handle) {
        Connection connection = handle.getConnection();
        try {
          int before = connection.getNetworkTimeout();
          connection.setNetworkTimeout(Runnable::run, COMMIT_MILLIS);
          handle.commit();
          connection.setNetworkTimeout(Runnable::run, before);
        } catch (SQLException e) {
          throw new TransactionException(e);
        }
      }
    };
  }

  private <T extends @Nullable Object> T once(Work<T> work) {
    Reach now = reach;
    T result = now.jdbi().withHandle(work::in);
    if (now.number() != reach.number()) {
      throw new FormerPrimaryException();
    }
    return result;
  }

  /// Runs again what was certainly undone because the primary went. How long it had run before that
  /// is no matter.
  private <T extends @Nullable Object> T patiently(Supplier<T> work) {
    long failed = 0;
    while (true) {
      awaitPrimary();
      try {
        return work.get();
      } catch (RuntimeException e) {
        long now = System.nanoTime();
        failed = failed == 0 ? now : failed;
        if (!Transactions.wentAway(e) || now - failed > PATIENCE.toNanos()) {
          throw e;
        }
        if (leaving) {
          throw stopping(e);
        }
        LockSupport.parkNanos(BEFORE_NEXT_TRY.toNanos());
      }
    }
  }

  private void awaitPrimary() {
    synchronized (turning) {
      if (over) {
        throw stopping(null);
      }
      Long since = awaySince;
      while (since != null) {
        if (leaving) {
          throw stopping(null);
        }
        long left = since + PATIENCE.toNanos() - System.nanoTime();
        if (left <= 0) {
          throw new StoreUnavailableException(
              new SQLTransientConnectionException("there is no primary at present"));
        }
        try {
          turning.wait(1 + left / 1_000_000);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new StoreUnavailableException(e);
        }
        since = awaySince;
      }
    }
  }

  private static StoreUnavailableException stopping(@Nullable RuntimeException because) {
    return new StoreUnavailableException(
        new SQLTransientConnectionException("this node stops, and waits for no primary", because));
  }

  private Duration look() {
    try {
      boolean isTimeToLook =
          System.nanoTime() - lastLook > TO_LOOK_AT_ALL.dividedBy(hosts.count()).toNanos();
      if (holder != null && isTimeToLook) {
        lastLook = System.nanoTime();
        judge(hosts.next(Postgres.driverPropertiesForLooking()));
      } else if (!isStillThere()) {
        judge(hosts.newest(Postgres.driverPropertiesForLooking()));
      }
      back();
      return REST;
    } catch (SQLException e) {
      if (holder != null && isStillThere()) {
        return REST;
      }
      away(e);
      return REST_WHILE_AWAY;
    }
  }

  /// Asks on the connection that holds the number of this node. One that is of no use is given up.
  private boolean isStillThere() {
    Connection asked = holder;
    if (asked == null) {
      return false;
    }
    try {
      asked.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
      if (Era.of(asked).equals(reach.era())) {
        return true;
      }
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "The connection to the primary broke", e);
    }
    holder = null;
    closeQuietly(asked);
    return false;
  }

  /// Holds to what was met if it is what is meant, and turns to it if it is newer.
  private void judge(Hosts.Met met) throws SQLException {
    Connection fresh = met.connection();
    try {
      Connection before = holder;
      if (met.era().equals(reach.era()) && before != null) {
        fresh.close();
      } else if (met.era().equals(reach.era())) {
        number = NodeNumber.take(fresh, number);
        holder = fresh;
        hosts.prefer(met);
      } else if (met.era().isAfter(reach.era())) {
        number = NodeNumber.take(fresh, number);
        holder = fresh;
        hosts.prefer(met);
        if (before != null) {
          closeQuietly(before);
        }
        turnTo(met.era());
      } else {
        throw new SQLTransientConnectionException("only a former primary answers");
      }
    } catch (SQLException | RuntimeException e) {
      closeQuietly(fresh);
      throw e;
    }
  }

  private void turnTo(Era era) {
    Reach before = reach;
    LOG.log(
        System.Logger.Level.WARNING,
        "Another PostgreSQL is the primary now: generation {0}, timeline {1}; it was generation {2}, timeline {3}",
        era.number(),
        era.timeline(),
        before.era().number(),
        before.era().timeline());
    replace(before, era);
    for (Runnable each : forgetting) {
      try {
        each.run();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "What a former primary said is not forgotten", e);
      }
    }
  }

  /// Closing cuts off what is being done, which may take as long as the network does.
  private void replace(Reach before, Era era) {
    reach = reachOf(era);
    Thread.ofPlatform().daemon().name("former-primary").start(before.pool()::close);
  }

  private void back() {
    synchronized (turning) {
      if (awaySince != null) {
        LOG.log(System.Logger.Level.INFO, "The primary is back");
      }
      awaySince = null;
      cut = false;
      turning.notifyAll();
    }
  }

  private void away(SQLException because) {
    Long since = awaySince;
    if (since == null) {
      LOG.log(System.Logger.Level.WARNING, "There is no primary: {0}", because.getMessage());
      synchronized (turning) {
        awaySince = System.nanoTime();
      }
    } else if (!cut && System.nanoTime() - since > UNTIL_CUT.toNanos()) {
      cut = true;
      replace(reach, reach.era());
    }
  }

  @Override
  public int node() {
    return number.value();
  }

  @Override
  public boolean isAway() {
    return awaySince != null;
  }

  @Override
  public void onTurn(Runnable forget) {
    forgetting.add(forget);
  }

  @Override
  public List<Pulse> pulses() {
    return List.of(rounds.pulse());
  }

  @Override
  public void leave() {
    synchronized (turning) {
      if (leaving) {
        return;
      }
      leaving = true;
      turning.notifyAll();
    }
    Thread.ofPlatform().daemon().name("primary-farewell").start(this::cutOffWhatTakesLong);
  }

  private void cutOffWhatTakesLong() {
    try {
      if (closed.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    LOG.log(System.Logger.Level.WARNING, "This node stops, and cuts off what waits for PostgreSQL");
    over = true;
    reach.pool().close();
  }

  /// A machine that says nothing holds up nobody: threads and connections end with the process.
  @Override
  public void close() {
    closed.countDown();
    rounds.close(LONGEST_CLOSING);
    Connection held = holder;
    HikariDataSource pool = reach.pool();
    Thread closing =
        Thread.ofPlatform()
            .daemon()
            .name("primary-close")
            .start(
                () -> {
                  if (held != null) {
                    closeQuietly(held);
                  }
                  pool.close();
                });
    try {
      closing.join(LONGEST_CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "A connection that is of no use is not closed", e);
    }
  }
}
