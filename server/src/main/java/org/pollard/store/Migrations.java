package org.pollard.store;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Brings a database up to the schema of this program, or refuses it.
///
/// The files are named here instead of being looked for: a scan of the class path depends on how
/// the program was packed.
final class Migrations {

  /// The same names in the folder of each database.
  static final List<String> FILES =
      List.of(
          "V1__first_tables.sql",
          "V2__scrubbing.sql",
          "V3__meetings.sql",
          "V4__rooms.sql",
          "V5__correct_answers.sql",
          "V6__places.sql",
          "V7__presented.sql",
          "V8__guests_and_invitations.sql",
          "V9__lineage.sql",
          "V10__audit.sql",
          "V11__connections.sql",
          "V12__deleted_sections.sql",
          "V14__getting_in.sql",
          "V15__life_of_a_poll.sql",
          "V17__webhooks.sql",
          "V19__rooms_of_ones_own.sql",
          "V22__questions.sql",
          "V23__many_machines.sql",
          "V24__pictures.sql",
          "V25__links_end_with_their_maker.sql",
          "V26__remote_controls.sql",
          "V27__devices_handed_on.sql",
          "V28__when_a_poll_was_asked.sql");

  /// The newest schema version that this program knows. Numbers may have gaps.
  static final int KNOWN = versionOf(FILES.getLast());

  private Migrations() {}

  private static int versionOf(String file) {
    return Integer.parseInt(file.substring(1, file.indexOf("__")));
  }

  /// @throws IncompatibleDatabaseException when only newer programs may work on this database;
  ///   nothing was changed
  static void run(DataSource dataSource, Dialect dialect) {
    run(dataSource, dialect, "latest");
  }

  /// @param newest the version at which to stop
  static void run(DataSource dataSource, Dialect dialect, String newest) {
    int needed = oldestKnown(dataSource, dialect);
    if (needed > KNOWN) {
      throw new IncompatibleDatabaseException(
          "the database needs a program that knows schema version "
              + needed
              + ", this one knows "
              + KNOWN
              + ": start a newer Pollard or restore an older backup");
    }
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(dataSource)
        .resourceProvider(new Files(dialect))
        .javaMigrationClassProvider(List::of)
        .target(newest)
        .load()
        .migrate();
  }

  private static int oldestKnown(DataSource dataSource, Dialect dialect) {
    return Jdbi.create(dataSource)
        .withHandle(
            handle ->
                handle.createQuery(dialect.countOfTable("compatibility")).mapTo(int.class).one()
                        == 0
                    ? 0
                    : handle
                        .createQuery("SELECT oldest_known FROM compatibility")
                        .mapTo(int.class)
                        .one());
  }

  private record Files(Dialect dialect) implements ResourceProvider {

    @Override
    public @Nullable LoadableResource getResource(String name) {
      return null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
      return FILES.stream()
          .filter(
              name -> name.startsWith(prefix) && Arrays.stream(suffixes).anyMatch(name::endsWith))
          .<LoadableResource>map(
              name -> new File("db/" + dialect.name().toLowerCase(Locale.ROOT) + "/" + name, name))
          .toList();
    }
  }

  private static final class File extends LoadableResource {

    private final String path;
    private final String name;

    File(String path, String name) {
      this.path = path;
      this.name = name;
    }

    @Override
    public Reader read() {
      InputStream in = Migrations.class.getClassLoader().getResourceAsStream(path);
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + path);
      }
      return new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
      return path;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return path;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
