package org.pollard.edge.connection;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// Who has a place among the connections. Thread-safe; one lock, held for a few steps.
///
/// Who has shown a credential keeps the place. A stranger that waits (for a head, or between
/// requests) loses it to a newcomer when there is no other: the one that has waited longest, of the
/// newcomer's own address when it is that one's share that is used up. So neither one host nor many
/// can keep others out by holding on, and a hall behind one address gets in while somebody in it
/// holds thousands. Only where nobody waits the newcomer is refused.
final class Places {

  private final Bounds bounds;
  private final Map<Network, Share> shares = new HashMap<>();

  /// The longest waiting first.
  private final SequencedSet<Place> waiting = new LinkedHashSet<>();

  private int open;
  private int strangers;
  private long refused;
  private long hungUp;

  /// What the connections of one address have.
  private static final class Share {
    int open;
    int strangers;
    final SequencedSet<Place> waiting = new LinkedHashSet<>();
  }

  /// A connection's place; guarded by the lock of [Places].
  static final class Place {

    private final @Nullable Network network;
    private final Runnable hangUp;
    private boolean stranger;
    private boolean gone;

    private Place(@Nullable Network network, Runnable hangUp) {
      this.network = network;
      this.hangUp = hangUp;
      this.stranger = network != null;
    }

    /// Whose line it stands in where everybody has a turn: that of its address, or behind a proxy
    /// its own.
    Object line() {
      return network == null ? this : network;
    }
  }

  Places(Bounds bounds) {
    this.bounds = bounds;
  }

  /// Gives a newcomer a place, who waits at first.
  ///
  /// @param network null: of a trusted proxy, behind which everybody may be
  /// @param hangUp ends the connection; called by any thread, later, when the place is needed
  /// @return null when there is none
  @Nullable Place enter(@Nullable Network network, Runnable hangUp) {
    Place place = new Place(network, hangUp);
    Place victim;
    synchronized (this) {
      Share share = network == null ? null : shares.get(network);
      SequencedSet<Place> choice = null;
      if (share != null
          && (share.open >= bounds.mostOfAddress()
              || share.strangers >= bounds.mostStrangersOfAddress())) {
        choice = share.waiting;
      } else if (open >= bounds.most()) {
        choice = waiting;
      }
      victim = choice == null ? null : first(choice);
      if (choice != null && victim == null) {
        refused++;
        return null;
      }
      if (victim != null) {
        hungUp++;
        leave(victim);
      }
      open++;
      if (network != null) {
        Share own = shares.computeIfAbsent(network, _ -> new Share());
        own.open++;
        own.strangers++;
        strangers++;
        waiting.add(place);
        own.waiting.add(place);
      }
    }
    if (victim != null) {
      victim.hangUp.run();
    }
    return place;
  }

  private static @Nullable Place first(SequencedSet<Place> places) {
    Iterator<Place> all = places.iterator();
    return all.hasNext() ? all.next() : null;
  }

  /// Its request is being answered, so it is not hung up for others.
  synchronized void busy(Place place) {
    waitNoMore(place);
  }

  /// It waits for its next request.
  synchronized void waits(Place place) {
    Share share = share(place);
    if (place.stranger && share != null) {
      waiting.add(place);
      share.waiting.add(place);
    }
  }

  /// It has shown a good credential. A second call changes nothing.
  synchronized void known(Place place) {
    waitNoMore(place);
    Share share = share(place);
    if (place.stranger && share != null) {
      share.strangers--;
      strangers--;
    }
    place.stranger = false;
  }

  /// It has ended. A second call changes nothing.
  synchronized void leave(Place place) {
    if (place.gone) {
      return;
    }
    known(place);
    open--;
    Share share = share(place);
    if (share != null && --share.open == 0) {
      shares.remove(place.network);
    }
    place.gone = true;
  }

  /// What there is at the moment.
  synchronized ConnectionGuard.Numbers numbers() {
    return new ConnectionGuard.Numbers(open, strangers, refused, hungUp);
  }

  private void waitNoMore(Place place) {
    Share share = share(place);
    if (share != null && waiting.remove(place)) {
      share.waiting.remove(place);
    }
  }

  /// Null for a proxy's place and for one that is gone.
  private @Nullable Share share(Place place) {
    return place.network == null || place.gone ? null : shares.get(place.network);
  }
}
