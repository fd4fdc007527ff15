package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.pollard.people.Listing;
import org.pollard.people.NewUser;
import org.pollard.people.SharedValues;
import org.pollard.people.Slice;
import org.pollard.people.TokenId;
import org.pollard.people.User;
import org.pollard.people.VoterId;
import org.pollard.store.people.SharedValueRows;

abstract class PeopleContract extends StoreContract {

  @Test
  void a_user_comes_back_as_it_was_added() {
    String login = unique("Ada@Example.org");

    User added =
        people().addUser(new NewUser("Ada Lovelace", login, "$hash$", true), NOW).orElseThrow();

    assertThat(added).isEqualTo(new User(added.id(), "Ada Lovelace", login, true, NOW));
    assertThat(people().user(added.id())).contains(added);
    assertThat(people().passwordHash(added.id())).contains("$hash$");
  }

  @Test
  void a_user_may_have_neither_login_nor_password() {
    User one = people().addUser(new NewUser("One", null, null, false), NOW).orElseThrow();
    User two = people().addUser(new NewUser("Two", null, null, false), NOW).orElseThrow();

    assertThat(two.id()).isNotEqualTo(one.id());
    assertThat(people().user(one.id()).orElseThrow().loginId()).isNull();
    assertThat(people().passwordHash(one.id())).isEmpty();
  }

  @Test
  void a_login_id_is_unique_and_found_in_whatever_case() {
    String login = unique("Österreich");
    User added = people().addUser(new NewUser("A", login, null, false), NOW).orElseThrow();

    String shouted = login.replace("Österreich", "ÖSTERREICH");
    assertThat(people().addUser(new NewUser("B", shouted, null, false), NOW)).isEmpty();
    assertThat(people().userByLogin(shouted)).contains(added);
    assertThat(people().userByLogin(login + "?")).isEmpty();
  }

  @Test
  void ids_that_nobody_has_are_unknown() {
    for (long id : List.of(0L, -1L, UNKNOWN, Long.MAX_VALUE, Long.MIN_VALUE)) {
      assertThat(people().user(new VoterId(id))).isEmpty();
      assertThat(people().passwordHash(new VoterId(id))).isEmpty();
    }
    assertThat(people().users(List.of(new VoterId(UNKNOWN)))).isEmpty();
    assertThat(people().users(List.<VoterId>of())).isEmpty();
  }

  @Test
  void several_users_are_found_at_once() {
    User one = user();
    User two = user();

    assertThat(people().users(List.of(two.id(), new VoterId(UNKNOWN), one.id(), one.id())))
        .containsOnlyKeys(one.id(), two.id())
        .containsEntry(one.id(), one)
        .containsEntry(two.id(), two);
  }

  @Test
  void users_are_searched_by_name_login_and_id() {
    String word = unique("Ångström");
    User byName = people().addUser(new NewUser("X " + word, null, null, false), NOW).orElseThrow();
    User byLogin = people().addUser(new NewUser("Y", word, null, false), NOW).orElseThrow();

    Listing<User> found = people().users(word.replace("Å", "å"), Slice.first(10));

    assertThat(found.items()).containsExactly(byName, byLogin);
    assertThat(found.total()).isEqualTo(2);
    assertThat(people().users("" + byName.id().value(), Slice.first(1000)).items())
        .contains(byName);
  }

  @Test
  void what_means_something_to_a_database_is_only_text_to_a_search() {
    String word = unique("plain");
    User percent =
        people().addUser(new NewUser(word + "%a_b\\c'd", null, null, false), NOW).orElseThrow();

    assertThat(people().users(word + "%A_b\\c'd", Slice.first(9)).items()).containsExactly(percent);
    assertThat(people().users(word + "_a", Slice.first(9)).items()).isEmpty();
    assertThat(people().users(word + "\0", Slice.first(9)).items()).isEmpty();
    assertThat(people().users(word + ":search ?", Slice.first(9)).items()).isEmpty();
    assertThat(people().userByLogin("nobody\0")).isEmpty();
  }

  @Test
  void a_list_of_users_is_cut_and_counted() {
    String word = unique("paged");
    List<User> all =
        List.of(1, 2, 3).stream()
            .map(i -> people().addUser(new NewUser(word, null, null, false), NOW).orElseThrow())
            .toList();

    assertThat(people().users(word, new Slice(1, 1)).items()).containsExactly(all.get(1));
    assertThat(people().users(word, new Slice(2, 5)).items()).containsExactly(all.get(2));
    Listing<User> beyond = people().users(word, new Slice(Long.MAX_VALUE, 5));
    assertThat(beyond.items()).isEmpty();
    assertThat(beyond.total()).isEqualTo(3);
    assertThat(people().users((String) null, Slice.first(1)).total()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void a_shared_value_is_written_once_unless_put() {
    SharedValues values = new SharedValueRows(database());
    String name = unique("name");

    assertThat(values.get(name)).isEmpty();
    assertThat(values.putIfAbsent(name, "first")).isEqualTo("first");
    assertThat(values.putIfAbsent(name, "second")).isEqualTo("first");
    values.put(name, "third");
    assertThat(values.get(name)).contains("third");
  }

  @Test
  void a_user_gets_another_login_unless_somebody_has_it() {
    String old = unique("old");
    String fresh = unique("New");
    User user = people().addUser(new NewUser("Ada", old, null, false), NOW).orElseThrow();
    User other = people().addUser(new NewUser("Bo", unique("bo"), null, false), NOW).orElseThrow();

    assertThat(people().changeLogin(user.id(), fresh).map(User::loginId)).contains(fresh);
    assertThat(people().changeLogin(user.id(), fresh.toUpperCase(Locale.ROOT))).isPresent();

    assertThat(people().userByLogin(fresh).map(User::id)).contains(user.id());
    assertThat(people().userByLogin(old)).isEmpty();
    assertThat(people().changeLogin(other.id(), fresh)).isEmpty();
    assertThat(people().changeLogin(new VoterId(UNKNOWN), unique("x"))).isEmpty();
  }

  @Test
  void a_link_is_good_once_and_before_its_end() {
    SharedValues values = new SharedValueRows(database());
    VoterId user = voter();
    String hash = unique("link");
    String late = unique("link");
    values.addLink(user, null, hash, NOW.plusSeconds(1));
    values.addLink(user, new TokenId(7), late, NOW);

    assertThat(values.redeemLink(late, NOW)).isEmpty();
    assertThat(values.redeemLink(unique("unknown"), NOW)).isEmpty();
    assertThat(values.redeemLink(hash, NOW)).contains(new SharedValues.Redeemed(user, null));
    assertThat(values.redeemLink(hash, NOW)).isEmpty();
  }
}
