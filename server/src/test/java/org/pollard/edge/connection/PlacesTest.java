package org.pollard.edge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pollard.edge.connection.ConnectionGuard.Numbers;
import org.pollard.edge.connection.Places.Place;

@NullMarked
class PlacesTest {

  private static final Network HERE = network("192.0.2.1");
  private static final Network THERE = network("192.0.2.2");

  /// Six in all, five of one address, three strangers of one address.
  private final Places places =
      new Places(
          new Bounds(
              6,
              5,
              3,
              Duration.ofSeconds(10),
              Duration.ofSeconds(30),
              Duration.ofMinutes(5),
              Duration.ofMinutes(1),
              1_000));

  private final List<String> hungUp = new ArrayList<>();

  private static Network network(String address) {
    try {
      return Network.of(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Place enter(@Nullable Network network, String name) {
    return Objects.requireNonNull(places.enter(network, () -> hungUp.add(name)));
  }

  private @Nullable Place tryToEnter(Network network) {
    return places.enter(network, () -> hungUp.add("refused"));
  }

  @Test
  void the_longest_waiting_stranger_makes_room_for_a_newcomer_of_the_same_address() {
    enter(HERE, "first");
    enter(HERE, "second");
    enter(HERE, "third");

    enter(HERE, "fourth");

    assertThat(hungUp).containsExactly("first");
    assertThat(places.numbers()).isEqualTo(new Numbers(3, 3, 0, 1));
  }

  @Test
  void who_waits_since_its_last_request_has_waited_less_than_who_never_asked() {
    Place first = enter(HERE, "first");
    enter(HERE, "second");
    enter(HERE, "third");
    places.busy(first);
    places.waits(first);

    enter(HERE, "fourth");

    assertThat(hungUp).containsExactly("second");
  }

  @Test
  void nobody_is_hung_up_while_a_request_is_answered() {
    places.busy(enter(HERE, "first"));
    places.busy(enter(HERE, "second"));
    places.busy(enter(HERE, "third"));

    assertThat(tryToEnter(HERE)).isNull();
    assertThat(hungUp).isEmpty();
    assertThat(places.numbers().refused()).isEqualTo(1);
  }

  @Test
  void one_address_takes_no_place_from_another() {
    enter(HERE, "first");
    enter(HERE, "second");
    enter(HERE, "third");

    enter(THERE, "fourth");

    assertThat(hungUp).isEmpty();
  }

  @Test
  void who_has_shown_a_credential_keeps_the_place_and_leaves_its_share_to_others() {
    places.known(enter(HERE, "first"));
    places.known(enter(HERE, "second"));
    enter(HERE, "third");
    enter(HERE, "fourth");
    enter(HERE, "fifth");

    enter(HERE, "sixth");

    assertThat(hungUp).containsExactly("third");
  }

  @Test
  void one_address_cannot_have_everything_even_with_a_credential() {
    for (int i = 0; i < 5; i++) {
      places.known(enter(HERE, "known"));
    }

    assertThat(tryToEnter(HERE)).isNull();
    assertThat(tryToEnter(THERE)).isNotNull();
  }

  @Test
  void when_all_places_are_taken_the_longest_waiting_stranger_of_any_address_goes() {
    places.known(enter(HERE, "known"));
    enter(HERE, "first");
    enter(THERE, "second");
    enter(THERE, "third");
    enter(HERE, "fourth");
    enter(HERE, "fifth");

    enter(THERE, "sixth");

    assertThat(hungUp).containsExactly("first");
    assertThat(places.numbers()).isEqualTo(new Numbers(6, 5, 0, 1));
  }

  @Test
  void a_trusted_proxy_has_no_share_and_is_not_hung_up() {
    for (int i = 0; i < 6; i++) {
      enter(null, "proxy");
    }

    assertThat(tryToEnter(HERE)).isNull();
    assertThat(hungUp).isEmpty();
  }

  @Test
  void who_leaves_makes_room_once() {
    Place first = enter(HERE, "first");
    Place second = enter(HERE, "second");
    places.known(second);
    places.leave(first);
    places.leave(first);
    places.leave(second);
    places.waits(second);

    assertThat(places.numbers()).isEqualTo(new Numbers(0, 0, 0, 0));
  }

  @Test
  void half_an_address_of_ipv6_is_one_customer() {
    assertThat(network("2001:db8:1:2:3:4:5:6")).isEqualTo(network("2001:db8:1:2::1"));
    assertThat(network("2001:db8:1:2::1")).isNotEqualTo(network("2001:db8:1:3::1"));
    assertThat(network("192.0.2.1")).isNotEqualTo(network("192.0.2.2"));
    assertThat(network("::ffff:192.0.2.1")).isEqualTo(network("192.0.2.1"));
    assertThat(network("::c000:201")).isNotEqualTo(network("192.0.2.1"));
  }
}
