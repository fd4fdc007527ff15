package org.pollard.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The hosts that the URL of a PostgreSQL names, of which one is the primary. Thread-safe.
///
/// The driver would choose one that says it is a primary. After a failover two may say so, and only
/// the newer one is meant: so each is asked by itself, and the one that was right last comes first.
final class Hosts {

  private static final Pattern PARTS =
      Pattern.compile("(?<before>jdbc:postgresql://)(?<hosts>[^/?]+)(?<after>.*)");
  private static final Pattern COMMA = Pattern.compile(",");

  private final List<String> urls;
  private volatile int right;
  private int looked;

  Hosts(String url) {
    this.urls = each(url);
  }

  /// A host that took a connection, and where that led. Whoever gets it closes the connection.
  record Met(int host, Connection connection, Era era) {}

  /// One URL for each host, with the same settings.
  static List<String> each(String url) {
    Matcher parts = PARTS.matcher(url);
    if (!parts.matches()) {
      return List.of(url);
    }
    return COMMA
        .splitAsStream(parts.group("hosts"))
        .map(host -> parts.group("before") + host + parts.group("after"))
        .toList();
  }

  int count() {
    return urls.size();
  }

  /// Whoever asks for a connection tries this one first from now on.
  void prefer(Met met) {
    right = met.host();
  }

  /// A connection in that era and no other.
  ///
  /// @throws SQLException when none is to be had
  Connection connect(Era wanted) throws SQLException {
    Failures failures = new Failures();
    int first = right;
    for (int i = 0; i < urls.size(); i++) {
      try {
        Met met = meet((first + i) % urls.size(), Postgres.driverProperties());
        if (met.era().equals(wanted)) {
          right = met.host();
          return met.connection();
        }
        met.connection().close();
        failures.add(
            new SQLTransientConnectionException(
                "this is generation %d, timeline %d and not generation %d, timeline %d"
                    .formatted(
                        met.era().number(),
                        met.era().timeline(),
                        wanted.number(),
                        wanted.timeline())));
      } catch (SQLException e) {
        failures.add(e);
      }
    }
    throw failures.all();
  }

  /// The primary whose era is after those of all others.
  ///
  /// @throws SQLException when there is none at present
  Met newest(Properties how) throws SQLException {
    return newest(how, this::meet, (met, other) -> met.era().isAfter(other.era()), Met::connection);
  }

  /// The same for a database that may have no tables yet: the timeline alone decides.
  ///
  /// @throws SQLException when there is none at present
  Connection newestWithoutTables(Properties how) throws SQLException {
    return newest(how, this::open, Hosts::isLater, connection -> connection);
  }

  private <T> T newest(
      Properties how, Opening<T> opening, Comparison<T> isNewer, Function<T, Connection> connection)
      throws SQLException {
    Failures failures = new Failures();
    T newest = null;
    for (int host = 0; host < urls.size(); host++) {
      try {
        T opened = opening.of(host, how);
        if (newest == null) {
          newest = opened;
        } else if (isNewer.of(opened, newest)) {
          connection.apply(newest).close();
          newest = opened;
        } else {
          connection.apply(opened).close();
        }
      } catch (SQLException e) {
        failures.add(e);
      }
    }
    if (newest == null) {
      throw failures.all();
    }
    return newest;
  }

  private interface Opening<T> {
    T of(int host, Properties how) throws SQLException;
  }

  private interface Comparison<T> {
    boolean of(T opened, T other) throws SQLException;
  }

  private static boolean isLater(Connection opened, Connection other) throws SQLException {
    return Era.timeline(opened) > Era.timeline(other);
  }

  /// The next host after the one that was looked at before; from one thread.
  ///
  /// @throws SQLException when it is no primary, or does not answer
  Met next(Properties how) throws SQLException {
    looked = (looked + 1) % urls.size();
    return meet(looked, how);
  }

  private Met meet(int host, Properties how) throws SQLException {
    Connection connection = open(host, how);
    try {
      return new Met(host, connection, Era.of(connection));
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private Connection open(int host, Properties how) throws SQLException {
    return DriverManager.getConnection(urls.get(host), how);
  }

  /// What went wrong at each of the hosts.
  private static final class Failures {
    private @Nullable SQLException first;

    void add(SQLException failure) {
      if (first == null) {
        first = failure;
      } else {
        first.addSuppressed(failure);
      }
    }

    SQLException all() {
      return first == null ? new SQLException("no host is named") : first;
    }
  }
}
