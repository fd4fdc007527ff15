package org.pollard.server;

import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.pollard.course.Rooms;
import org.pollard.people.NewUser;
import org.pollard.people.PeopleStore;
import org.pollard.people.Secrets;
import org.pollard.people.SharedValues;
import org.pollard.people.TokenStore;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// Makes what a server must have before it can be used: the administrator with the root token, the
/// account id, and the Host with a first room. What is there already stays. The database holds the
/// truth, shared by all nodes; the files in the data folder are copies for people.
public final class FirstStart {

  private static final String ADMINISTRATOR = "administrator";
  private static final String HOST = "host";
  private static final String ROOT_TOKEN = "root-token-hash";
  private static final String HOST_ID = "host-id";
  private static final String ACCOUNT_ID = "account-id";

  private final Settings settings;
  private final PeopleStore people;
  private final TokenStore tokens;
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
      TokenStore tokens,
      SharedValues values,
      Rooms rooms,
      Secrets secrets,
      InstantSource clock) {
    this.settings = settings;
    this.people = people;
    this.tokens = tokens;
    this.values = values;
    this.rooms = rooms;
    this.secrets = secrets;
    this.clock = clock;
    User administrator = user(ADMINISTRATOR, "Administrator", true);
    this.whereTokenIs = rootToken(administrator.id());
    this.accountId = account();
    this.host = theHost().id();
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

  /// By id and not by login, which the Host may change; whoever takes the login `host` then is
  /// somebody else.
  private User theHost() {
    return values
        .get(HOST_ID)
        .flatMap(id -> people.user(new VoterId(Long.parseLong(id))))
        .orElseGet(
            () -> {
              User made = user(HOST, "Host", false);
              String kept = values.putIfAbsent(HOST_ID, Long.toString(made.id().value()));
              return people.user(new VoterId(Long.parseLong(kept))).orElse(made);
            });
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
      tokens.replaceRoot(administrator, Secrets.hash(given), clock.instant());
      if (!OwnersFile.read(file).equals(given)) {
        OwnersFile.remove(file);
      }
      return "as given in POLLARD_ADMIN_TOKEN";
    }
    String written = OwnersFile.read(file);
    String token = written.isEmpty() ? secrets.make() : written;
    String hash = Secrets.hash(token);
    if (!values.putIfAbsent(ROOT_TOKEN, hash).equals(hash)) {
      // Another node, or an earlier POLLARD_ADMIN_TOKEN, has set it; only its hash is known here.
      return "as set before (POLLARD_ADMIN_TOKEN replaces it)";
    }
    tokens.replaceRoot(administrator, hash, clock.instant());
    OwnersFile.write(file, token);
    return file.toString();
  }

  private String account() {
    @Nullable String given = settings.accountId();
    if (given != null) {
      values.put(ACCOUNT_ID, given);
    }
    String id = values.putIfAbsent(ACCOUNT_ID, given == null ? secrets.hex(16) : given);
    OwnersFile.write(settings.dataDir().resolve("account-id"), id);
    return id;
  }

  private void firstRoom() {
    rooms.makeFirst(host, "First room", clock.instant());
  }
}
