package org.pollard.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pollard.course.Rooms;
import org.pollard.people.NewUser;
import org.pollard.people.PeopleStore;
import org.pollard.people.Secrets;
import org.pollard.people.SharedValues;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// Makes what a server must have before it can be used: the administrator with the root token, the
/// account id, and the Host with a first room. What is there already stays. The database holds the
/// truth, shared by all nodes; the files in the data folder are copies for people.
public final class FirstStart {

  private static final String ADMINISTRATOR = "administrator";
  private static final String HOST = "host";
  private static final String ROOT_TOKEN = "root-token-hash";
  private static final String ACCOUNT_ID = "account-id";

  private final Settings settings;
  private final PeopleStore people;
  private final SharedValues values;
  private final Rooms rooms;
  private final Secrets secrets;
  private final InstantSource clock;
  private final VoterId host;
  private final String accountId;
  private final String whereTokenIs;

  FirstStart(
      Settings settings,
      PeopleStore people,
      SharedValues values,
      Rooms rooms,
      Secrets secrets,
      InstantSource clock) {
    this.settings = settings;
    this.people = people;
    this.values = values;
    this.rooms = rooms;
    this.secrets = secrets;
    this.clock = clock;
    User administrator = user(ADMINISTRATOR, "Administrator", true);
    this.whereTokenIs = rootToken(administrator.id());
    this.accountId = account();
    this.host = user(HOST, "Host", false).id();
    firstRoom();
  }

  /// The user whom the printed link signs in.
  public VoterId host() {
    return host;
  }

  /// The account id of the Cloudflare-style paths.
  public String accountId() {
    return accountId;
  }

  /// For people: where the administrator's token can be found.
  String whereTokenIs() {
    return whereTokenIs;
  }

  private User user(String loginId, String name, boolean administrator) {
    return people
        .userByLogin(loginId)
        .or(() -> people.addUser(new NewUser(name, loginId, null, administrator), clock.instant()))
        .or(() -> people.userByLogin(loginId))
        .orElseThrow();
  }

  private String rootToken(VoterId administrator) {
    Path file = settings.dataDir().resolve("admin-token");
    @Nullable String given = settings.adminToken();
    if (given != null) {
      values.put(ROOT_TOKEN, Secrets.hash(given));
      people.replaceRootToken(administrator, Secrets.hash(given), clock.instant());
      if (!read(file).equals(given)) {
        remove(file);
      }
      return "as given in POLLARD_ADMIN_TOKEN";
    }
    String written = read(file);
    String token = written.isEmpty() ? secrets.make() : written;
    String hash = Secrets.hash(token);
    if (!values.putIfAbsent(ROOT_TOKEN, hash).equals(hash)) {
      // Another node, or an earlier POLLARD_ADMIN_TOKEN, has set it; only its hash is known here.
      return "as set before (POLLARD_ADMIN_TOKEN replaces it)";
    }
    people.replaceRootToken(administrator, hash, clock.instant());
    write(file, token);
    return file.toString();
  }

  private String account() {
    @Nullable String given = settings.accountId();
    if (given != null) {
      values.put(ACCOUNT_ID, given);
    }
    String id = values.putIfAbsent(ACCOUNT_ID, given == null ? secrets.hex(16) : given);
    write(settings.dataDir().resolve("account-id"), id);
    return id;
  }

  private void firstRoom() {
    rooms.makeFirst(host, "First room", clock.instant());
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /// Writes for the owner's eyes only, from the first byte on.
  private static void write(Path file, String text) {
    if (read(file).equals(text)) {
      return;
    }
    FileAttribute<Set<PosixFilePermission>> ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try {
      Path whole = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(whole);
      Files.createFile(whole, ownerOnly);
      Files.writeString(whole, text + "\n", StandardOpenOption.WRITE);
      Files.move(whole, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the outdated " + file, e);
    }
  }
}
