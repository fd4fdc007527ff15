package org.pollard.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// What is remembered of guests, and what of it a name has forgotten.
@NullMarked
class GuestsTest {

  private final Store store = new Store();
  private final Guests guests =
      new Guests(store, new Secrets(), InstantSource.fixed(Instant.EPOCH), Runnable::run);

  private static final class Store implements GuestStore {

    final Map<String, Guest> byHash = new HashMap<>();
    final List<String> asked = new ArrayList<>();
    final List<VoterId> heardOf = new ArrayList<>();

    @Override
    public Guest addGuest(String hash, boolean anew, Instant now) {
      Guest guest = new Guest(new VoterId(byHash.size() + 1), null);
      byHash.put(hash, guest);
      return guest;
    }

    @Override
    public Map<String, Guest> guestsBehind(Collection<String> hashes) {
      asked.addAll(hashes);
      Map<String, Guest> found = new HashMap<>(byHash);
      found.keySet().retainAll(hashes);
      return found;
    }

    @Override
    public Map<VoterId, Guest> guests(Collection<VoterId> ids) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void seen(Collection<VoterId> ids, Instant now) {
      heardOf.addAll(ids);
    }

    @Override
    public Optional<Swept> sweep(Instant since, VoterId after, int most) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Named> name(VoterId guest, String name) {
      Optional<String> hash =
          byHash.entrySet().stream()
              .filter(each -> each.getValue().id().equals(guest))
              .map(Map.Entry::getKey)
              .findFirst();
      hash.ifPresent(each -> byHash.put(each, new Guest(guest, name)));
      return hash.map(each -> new Named(each, name));
    }
  }

  @Test
  void a_guest_who_takes_a_name_has_nobody_else_looked_up_again() {
    Guests.Made ada = guests.make(false);
    Guests.Made ben = guests.make(false);
    guests.behind(ada.secret()).join();
    guests.behind(ben.secret()).join();
    store.asked.clear();

    guests.name(ada.guest().id(), "Ada");

    assertThat(Objects.requireNonNull(guests.behind(ada.secret()).join()).name()).isEqualTo("Ada");
    assertThat(guests.behind(ben.secret()).join()).isEqualTo(ben.guest());
    assertThat(store.asked).containsExactly(Secrets.hash(ada.secret()));
  }

  @Test
  void that_a_guest_is_here_is_written_once_and_not_with_every_call() {
    Guest known = store.addGuest(Secrets.hash("of old"), false, Instant.EPOCH);
    Guests.Made fresh = guests.make(false);

    for (int i = 0; i < 3; i++) {
      guests.name(known.id(), "Ada " + i);
      guests.behind("of old").join();
      guests.behind(fresh.secret()).join();
    }

    assertThat(store.asked).hasSize(4);
    assertThat(store.heardOf).containsExactly(known.id());
  }
}
