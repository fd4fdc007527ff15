package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pollard.course.Room;
import org.pollard.course.RoomStore;
import org.pollard.meeting.ApiToken;
import org.pollard.meeting.ApiTokenId;
import org.pollard.meeting.PermissionGroup;
import org.pollard.people.AccessToken;
import org.pollard.people.AccessTokens;
import org.pollard.people.BrowserSession;
import org.pollard.people.HostLinks;
import org.pollard.people.Listing;
import org.pollard.people.NewToken;
import org.pollard.people.Quota;
import org.pollard.people.RemoteLinkStore;
import org.pollard.people.Remotes;
import org.pollard.people.Secrets;
import org.pollard.people.Slice;
import org.pollard.people.TokenHolder;
import org.pollard.people.TokenId;
import org.pollard.people.TokenKind;
import org.pollard.people.TokenStore;
import org.pollard.people.VoterId;
import org.pollard.store.course.RoomRows;
import org.pollard.store.people.RemoteLinkRows;
import org.pollard.store.people.SharedValueRows;
import org.pollard.store.people.TokenRows;

abstract class TokenContract extends StoreContract {

  private static final List<String> READ = List.of("url:GET|/api/v1/polls");
  private static final List<String> BOTH =
      List.of("url:GET|/api/v1/polls", "url:POST|/api/v1/polls");

  private TokenStore tokens() {
    return new TokenRows(database());
  }

  @Test
  void a_token_comes_back_as_it_was_added() {
    VoterId user = voter();
    Instant end = NOW.plus(Duration.ofDays(1));
    String hash = unique("hash");

    AccessToken added = add(new Wish(user).scopes(BOTH).end(end).hash(hash));

    assertThat(added)
        .isEqualTo(
            new AccessToken(
                added.id(),
                user,
                hash,
                TokenKind.PROGRAM,
                "for test",
                BOTH,
                false,
                null,
                NOW,
                null,
                end,
                null));
    assertThat(token(hash)).contains(added);
    assertThat(tokens().holders(List.of(hash)))
        .containsExactly(
            Map.entry(hash, new TokenHolder(added, people().user(user).orElseThrow())));
    assertThat(token(hash + "0")).isEmpty();
  }

  @Test
  void a_revoked_token_is_found_by_hash_and_listed_no_more() {
    VoterId user = voter();
    AccessToken kept = add(new Wish(user));
    AccessToken token = add(new Wish(user));

    assertThat(tokens().revoke(voter(), token.id(), NOW)).isEmpty();
    assertThat(tokens().revoke(user, new TokenId(UNKNOWN), NOW)).isEmpty();
    AccessToken revoked = tokens().revoke(user, token.id(), NOW).getFirst();

    assertThat(revoked.revokedAt()).isEqualTo(NOW);
    assertThat(token(token.hash())).contains(revoked);
    assertThat(tokens().revoke(user, token.id(), NOW)).isEmpty();
    Listing<AccessToken> left = tokens().ofPrograms(user, Slice.first(10));
    assertThat(left.items()).containsExactly(kept);
    assertThat(left.total()).isEqualTo(1);
  }

  @Test
  void revoking_a_token_revokes_what_came_from_it_and_nothing_else() {
    VoterId user = voter();
    AccessToken grandmother = add(new Wish(user));
    AccessToken mother = add(new Wish(voter()).parent(grandmother));
    AccessToken child = add(new Wish(voter()).parent(mother));
    AccessToken aunt = add(new Wish(user).parent(grandmother));
    AccessToken neighbour = add(new Wish(user));
    ApiToken program = apiToken(mother);

    assertThat(tokens().revoke(mother.user(), mother.id(), NOW))
        .extracting(AccessToken::id)
        .containsExactlyInAnyOrder(mother.id(), child.id());
    assertThat(token(child.hash()).orElseThrow().revokedAt()).isEqualTo(NOW);
    assertThat(apps().tokens(List.of(program.hash()))).isEmpty();
    assertThat(List.of(grandmother, aunt, neighbour))
        .allSatisfy(each -> assertThat(token(each.hash())).contains(each));

    assertThat(tokens().revoke(user, grandmother.id(), NOW))
        .as("the first is the one that was meant")
        .extracting(AccessToken::id)
        .startsWith(grandmother.id())
        .containsExactlyInAnyOrder(grandmother.id(), aunt.id());
  }

  @Test
  void a_token_ends_with_its_parent_at_the_latest() {
    Instant end = NOW.plus(Duration.ofDays(1));
    AccessToken parent = add(new Wish(voter()).end(end));

    assertThat(add(new Wish(voter()).parent(parent)).expiresAt()).isEqualTo(end);
    assertThat(add(new Wish(voter()).parent(parent).end(end.plusSeconds(1))).expiresAt())
        .isEqualTo(end);
    assertThat(add(new Wish(voter()).parent(parent).end(end.minusSeconds(1))).expiresAt())
        .isEqualTo(end.minusSeconds(1));
  }

  @Test
  void a_token_has_no_wider_scopes_than_its_parent() {
    AccessToken parent = add(new Wish(voter()).scopes(READ));

    assertThat(add(new Wish(voter()).parent(parent)).scopes()).isEqualTo(READ);
    assertThat(add(new Wish(voter()).parent(parent).scopes(READ)).scopes()).isEqualTo(READ);
    assertThatThrownBy(() -> add(new Wish(voter()).parent(parent).scopes(BOTH)))
        .isInstanceOf(IllegalArgumentException.class);
    AccessToken unlimited = add(new Wish(voter()));
    assertThat(add(new Wish(voter()).parent(unlimited).scopes(READ)).scopes()).isEqualTo(READ);
  }

  @Test
  void of_many_tokens_made_at_once_the_quota_lets_no_more_in_than_one_by_one() throws Exception {
    VoterId user = voter();
    for (int i = 0; i < Quota.TOKENS.most() - 1; i++) {
      add(new Wish(user));
    }
    AtomicInteger refused = new AtomicInteger();

    atOnce(
        8,
        _ -> {
          try {
            add(new Wish(user));
          } catch (Quota.Reached e) {
            refused.incrementAndGet();
          }
        });

    assertThat(refused).hasValue(7);
    assertThat(tokens().good(user, NOW)).isEqualTo(Quota.TOKENS.most());
  }

  @Test
  void nothing_is_made_with_a_token_that_is_not_good_any_more() {
    AccessToken revoked = add(new Wish(voter()));
    tokens().revoke(revoked.user(), revoked.id(), NOW);
    AccessToken expired = add(new Wish(voter()).end(NOW));

    for (AccessToken parent : List.of(revoked, expired)) {
      assertThat(tokens().add(new Wish(voter()).parent(parent).token(), unique("hash"), NOW))
          .isEmpty();
    }
    assertThat(apps().addToken(newApiToken(), revoked.id())).isFalse();
    assertThat(apps().addToken(newApiToken(), new TokenId(UNKNOWN))).isFalse();
  }

  /// Whoever is faster: what is made either ends with its parent or is not made.
  @Test
  void a_token_that_is_made_while_its_parent_is_revoked_does_not_outlive_it() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 40; round++) {
        AccessToken grandmother = add(new Wish(voter()));
        AccessToken mother = add(new Wish(voter()).parent(grandmother));
        List<Callable<Optional<AccessToken>>> makers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          String hash = unique("hash");
          AccessToken parent = i % 2 == 0 ? mother : grandmother;
          makers.add(() -> tokens().add(new Wish(mother.user()).parent(parent).token(), hash, NOW));
        }
        makers.add(
            2,
            () -> {
              tokens().revoke(grandmother.user(), grandmother.id(), NOW);
              return Optional.empty();
            });
        for (Future<Optional<AccessToken>> made : threads.invokeAll(makers)) {
          made.get()
              .ifPresent(
                  each -> assertThat(token(each.hash()).orElseThrow().revokedAt()).isEqualTo(NOW));
        }
      }
    }
  }

  @Test
  void tokens_of_one_kind_are_revoked_together_with_what_came_from_them() {
    AccessToken one = add(new Wish(voter()).kind(TokenKind.DEMO));
    AccessToken two = add(new Wish(voter()).kind(TokenKind.DEMO));
    AccessToken child = add(new Wish(voter()).parent(one));
    AccessToken other = add(new Wish(voter()).purpose("demo"));

    assertThat(tokens().revokeAll(TokenKind.DEMO, NOW))
        .extracting(AccessToken::id)
        .contains(one.id(), two.id(), child.id());
    assertThat(tokens().revokeAll(TokenKind.DEMO, NOW)).isEmpty();
    assertThat(token(other.hash())).contains(other);
  }

  @Test
  void browsers_are_listed_apart_from_programs_and_signed_out_together() {
    VoterId user = voter();
    AccessToken program = add(new Wish(user));
    AccessToken first = add(new Wish(user).browser("Firefox, Linux"));
    AccessToken second = add(new Wish(user).browser("Safari, iPhone"));
    AccessToken ended = add(new Wish(user).browser("Opera").end(NOW));
    AccessToken elsewhere = add(new Wish(voter()).browser("Opera"));
    Instant later = NOW.plus(Duration.ofHours(3));
    tokens().seen(List.of(first.id()), later);

    assertThat(tokens().browsers(user, NOW))
        .containsExactly(
            new BrowserSession(second.id(), "Safari, iPhone", NOW, NOW, null),
            new BrowserSession(first.id(), "Firefox, Linux", NOW, later, null));
    assertThat(tokens().ofPrograms(user, Slice.first(9)).items()).containsExactly(program);

    assertThat(tokens().revokeBrowsers(user, second.id(), NOW))
        .extracting(AccessToken::id)
        .containsExactlyInAnyOrder(first.id(), ended.id());
    assertThat(tokens().browsers(user, NOW))
        .extracting(BrowserSession::id)
        .containsExactly(second.id());
    assertThat(tokens().revokeBrowsers(user, null, NOW)).hasSize(1);
    assertThat(token(program.hash())).contains(program);
    assertThat(token(elsewhere.hash())).contains(elsewhere);
  }

  @Test
  void a_remote_control_is_a_browser_that_steers_one_room_and_ends_with_its_maker() {
    VoterId user = voter();
    AccessToken desk = add(new Wish(user).browser("Firefox, Linux"));
    AccessToken phone =
        add(new Wish(user).browser("Chrome").scopes(List.of("remote:7")).parent(desk));

    assertThat(tokens().browsers(user, NOW))
        .extracting(BrowserSession::steers)
        .containsExactly(7L, null);
    assertThat(tokens().revoke(user, desk.id(), NOW))
        .extracting(AccessToken::id)
        .containsExactly(desk.id(), phone.id());
  }

  @Test
  void a_code_for_a_remote_control_is_good_once_in_time_and_until_there_is_another() {
    VoterId user = voter();
    long room = course().id().value();
    var codes = new RemoteLinkRows(database());
    var link = new RemoteLinkStore.RemoteLink(room, user, add(new Wish(user)).id());
    Instant end = NOW.plus(Duration.ofMinutes(5));
    String first = unique("code");
    String second = unique("code");
    codes.put(link, first, end);
    codes.put(link, second, end);

    assertThat(codes.use(first, NOW)).isEmpty();
    assertThat(codes.use(second, end)).isEmpty();
    assertThat(codes.use(second, NOW)).contains(link);
    assertThat(codes.use(second, NOW)).isEmpty();
  }

  /// Strangers show them by the thousand, and on SQLite votes wait in the same line.
  @Test
  void a_wrong_secret_of_a_link_waits_for_nobody_who_writes() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Secrets secrets = new Secrets();
      InstantSource clock = InstantSource.fixed(NOW);
      AccessTokens made = new AccessTokens(tokens(), secrets, clock, threads);
      HostLinks links =
          new HostLinks(new SharedValueRows(database()), made, secrets, clock, voter(), threads);
      Remotes remotes = new Remotes(new RemoteLinkRows(database()), made, secrets, clock, threads);
      String good = links.make("", null).replaceAll(".*#", "");

      int refused =
          database()
              .write(
                  _ -> {
                    Future<Boolean> link =
                        threads.submit(() -> links.use(secrets.make()).isEmpty());
                    Future<Boolean> code =
                        threads.submit(() -> remotes.pair(secrets.make(), null).isEmpty());
                    return (isTrue(link) ? 1 : 0) + (isTrue(code) ? 1 : 0);
                  });

      assertThat(refused).isEqualTo(2);
      assertThat(links.use(good)).isPresent();
      assertThat(links.use(good)).isEmpty();
    }
  }

  private static boolean isTrue(Future<Boolean> told) {
    try {
      return told.get(60, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      return false;
    }
  }

  @Test
  void there_is_one_root_token_which_is_neither_listed_nor_revoked() {
    VoterId administrator = voter();
    String first = unique("root");
    String second = unique("root");

    tokens().replaceRoot(administrator, first, NOW);
    tokens().replaceRoot(administrator, first, NOW);
    AccessToken root = token(first).orElseThrow();
    assertThat(root.root()).isTrue();
    assertThat(tokens().ofPrograms(administrator, Slice.first(5)).total()).isZero();
    assertThat(tokens().revoke(administrator, root.id(), NOW)).isEmpty();

    tokens().replaceRoot(administrator, second, NOW);
    assertThat(token(first)).isEmpty();
    assertThat(token(second).orElseThrow().user()).isEqualTo(administrator);
  }

  @Test
  void a_replaced_root_token_leaves_nothing_behind() {
    VoterId administrator = voter();
    String hash = unique("root");
    tokens().replaceRoot(administrator, hash, NOW);
    AccessToken root = token(hash).orElseThrow();
    AccessToken teacher = add(new Wish(voter()).parent(root));
    AccessToken browser = add(new Wish(administrator).parent(root).browser("Firefox"));
    AccessToken grandchild = add(new Wish(teacher.user()).parent(teacher));
    AccessToken stranger = add(new Wish(voter()));
    ApiToken program = apiToken(root);

    tokens().replaceRoot(administrator, unique("root"), NOW);

    assertThat(List.of(root, teacher, browser, grandchild))
        .allSatisfy(each -> assertThat(token(each.hash())).isEmpty());
    assertThat(apps().tokens(List.of(program.hash()))).isEmpty();
    assertThat(token(stranger.hash())).contains(stranger);
  }

  @Test
  void links_end_with_the_token_that_made_them() {
    VoterId administrator = voter();
    String hash = unique("root");
    tokens().replaceRoot(administrator, hash, NOW);
    AccessToken root = token(hash).orElseThrow();
    AccessToken leaked = add(new Wish(voter()).parent(root));
    Room room = new Room(course().id(), unique("CODE"), "secret", true);
    assertThat(new RoomRows(database()).addRoom(room)).isPresent();
    String invitation = unique("link");
    String untouched = unique("link");
    String forHost = unique("link");
    Instant end = NOW.plusSeconds(60);
    RoomStore rooms = new RoomRows(database());
    rooms.addCohostLink(
        new RoomStore.Invitation(room.course(), leaked.user(), leaked.id()), invitation, end);
    rooms.addCohostLink(
        new RoomStore.Invitation(room.course(), leaked.user(), null), untouched, end);
    rooms.changeRoom(
        room.course(),
        now ->
            new Room(
                now.course(),
                now.code(),
                now.linkSecret(),
                now.guests(),
                now.guestsAMinute(),
                now.nextOpens(),
                now.style(),
                new Room.Overlay("overlay", leaked.id()),
                false));
    new SharedValueRows(database()).addLink(administrator, null, forHost, end);
    assertThat(rooms.cohostLink(invitation, NOW)).isPresent();
    assertThat(rooms.rooms(List.of(room.course())).get(room.course()))
        .extracting(Room::overlay)
        .isEqualTo(new Room.Overlay("overlay", leaked.id()));

    assertThat(tokens().revoke(leaked.user(), leaked.id(), NOW)).isNotEmpty();

    assertThat(rooms.cohostLink(invitation, NOW)).isEmpty();
    assertThat(rooms.useCohostLink(invitation, NOW)).isEmpty();
    assertThat(rooms.useCohostLink(untouched, NOW)).isPresent();
    assertThat(rooms.rooms(List.of(room.course())).get(room.course()))
        .extracting(Room::overlay)
        .isNull();

    // Whoever had the administrator's token had the links of the host as well.
    tokens().replaceRoot(administrator, unique("root"), NOW);
    assertThat(new SharedValueRows(database()).redeemLink(forHost, NOW)).isEmpty();
  }

  @Test
  void a_token_of_somebody_can_become_the_root_token() {
    VoterId administrator = voter();
    tokens().replaceRoot(administrator, unique("root"), NOW);
    AccessToken token = add(new Wish(voter()).browser("Firefox"));
    tokens().revoke(token.user(), token.id(), NOW);

    tokens().replaceRoot(administrator, token.hash(), NOW);

    AccessToken root = token(token.hash()).orElseThrow();
    assertThat(root.root()).isTrue();
    assertThat(root.kind()).isEqualTo(TokenKind.PROGRAM);
    assertThat(root.user()).isEqualTo(administrator);
    assertThat(root.revokedAt()).isNull();
  }

  @Test
  void tokens_that_are_good_at_the_moment_are_counted() {
    VoterId user = voter();
    AccessToken first = add(new Wish(user));
    add(new Wish(user).end(NOW.plusSeconds(60)));
    add(new Wish(user).browser("Firefox"));
    add(new Wish(voter()));

    assertThat(tokens().good(user, NOW)).isEqualTo(2);
    assertThat(tokens().good(user, NOW.plusSeconds(60))).isEqualTo(1);
    tokens().revoke(user, first.id(), NOW);
    assertThat(tokens().good(user, NOW.plusSeconds(60))).isZero();
  }

  private AccessToken add(Wish wish) {
    return tokens().add(wish.token(), wish.hash, NOW).orElseThrow();
  }

  private ApiToken apiToken(AccessToken madeWith) {
    ApiToken token = newApiToken();
    assertThat(apps().addToken(token, madeWith.id())).isTrue();
    return token;
  }

  private static ApiToken newApiToken() {
    return new ApiToken(
        new ApiTokenId(unique("id")),
        "name",
        unique("hash"),
        Set.of(PermissionGroup.REALTIME),
        NOW,
        null);
  }

  private Optional<AccessToken> token(String hash) {
    return Optional.ofNullable(tokens().holders(List.of(hash)).get(hash)).map(TokenHolder::token);
  }

  /// A token to be, said in parts.
  private record Wish(
      VoterId user,
      TokenKind kind,
      String purpose,
      List<String> scopes,
      @Nullable AccessToken parent,
      @Nullable Instant end,
      @Nullable String browser,
      String hash) {

    Wish(VoterId user) {
      this(user, TokenKind.PROGRAM, "for test", List.of(), null, null, null, unique("hash"));
    }

    NewToken token() {
      return new NewToken(
          user, kind, purpose, scopes, parent == null ? null : parent.id(), end, browser);
    }

    Wish kind(TokenKind of) {
      return new Wish(user, of, purpose, scopes, parent, end, browser, hash);
    }

    Wish purpose(String of) {
      return new Wish(user, kind, of, scopes, parent, end, browser, hash);
    }

    Wish scopes(List<String> of) {
      return new Wish(user, kind, purpose, of, parent, end, browser, hash);
    }

    Wish parent(AccessToken of) {
      return new Wish(user, kind, purpose, scopes, of, end, browser, hash);
    }

    Wish end(Instant of) {
      return new Wish(user, kind, purpose, scopes, parent, of, browser, hash);
    }

    Wish browser(String of) {
      return new Wish(user, TokenKind.BROWSER, purpose, scopes, parent, end, of, hash);
    }

    Wish hash(String of) {
      return new Wish(user, kind, purpose, scopes, parent, end, browser, of);
    }
  }
}
