package org.pollard.server;

import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.pollard.course.CourseAccess;
import org.pollard.course.Rooms;
import org.pollard.people.AccessTokens;
import org.pollard.people.AuditEvent;
import org.pollard.people.AuditTrail;
import org.pollard.people.HostLinks;
import org.pollard.people.PasswordChanges;
import org.pollard.people.PasswordRule;
import org.pollard.people.Passwords;
import org.pollard.people.PeopleStore;
import org.pollard.people.Secrets;
import org.pollard.people.TokenStore;
import org.pollard.store.Database;
import org.pollard.store.course.CourseRows;
import org.pollard.store.course.RoomRows;
import org.pollard.store.people.AuditRows;
import org.pollard.store.people.PeopleRows;
import org.pollard.store.people.SharedValueRows;
import org.pollard.store.people.TokenRows;

/// The house with its doors shut: what commands need of a server that does not run. It holds the
/// data folder meanwhile, so that no server starts on it. Nothing goes on by itself here.
///
/// Confined to one thread.
public final class ClosedHouse implements AutoCloseable {

  private static final InstantSource CLOCK = InstantSource.system();
  private static final String WHERE = "command line";

  private final Settings settings;
  private final DataFolder folder;
  private final Database database;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Passwords passwords = new Passwords();
  private final Secrets secrets = new Secrets();
  private final FirstStart firstStart;

  private ClosedHouse(Settings settings, DataFolder folder, Database database) {
    this.settings = settings;
    this.folder = folder;
    this.database = database;
    this.firstStart =
        new FirstStart(
            settings,
            new PeopleRows(database),
            new TokenRows(database),
            new SharedValueRows(database),
            new Rooms(
                new RoomRows(database),
                new CourseAccess(new CourseRows(database), executor),
                secrets),
            secrets,
            CLOCK);
  }

  /// Opens the database, makes what a first start makes, and brings the tables up to date.
  ///
  /// @throws IllegalStateException when a server holds the data folder
  public static ClosedHouse open(Settings settings) {
    DataFolder folder = DataFolder.open(settings.dataDir());
    try {
      return new ClosedHouse(
          settings, folder, Database.open(settings.databaseUrl(), settings.dataDir()));
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  public PeopleStore people() {
    return new PeopleRows(database);
  }

  public TokenStore tokens() {
    return new TokenRows(database);
  }

  public AccessTokens accessTokens() {
    return new AccessTokens(tokens(), secrets, CLOCK, executor);
  }

  public PasswordChanges passwords() {
    return new PasswordChanges(people(), accessTokens(), passwords, PasswordRule.read(), secrets);
  }

  /// The hash of a password that somebody chose.
  public String hash(String password) {
    return passwords.hash(password);
  }

  /// A fresh link that signs in the Host once the server runs, below the address that it will have
  /// as far as that is known now.
  public String hostLink() {
    HostLinks links =
        new HostLinks(
            new SharedValueRows(database),
            accessTokens(),
            secrets,
            CLOCK,
            firstStart.host(),
            executor);
    return new HostLinkFile(
            settings,
            links,
            new NetworkReach(settings, settings::httpPort),
            new ListeningAt(settings, settings::httpPort))
        .fresh(null);
  }

  /// Writes into the audit log what was done here.
  public void note(AuditEvent event, String detail) {
    new AuditTrail(new AuditRows(database), CLOCK).note(event, null, detail, WHERE);
  }

  @Override
  public void close() {
    database.close();
    passwords.close();
    executor.close();
    folder.close();
  }
}
