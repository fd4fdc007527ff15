package org.pollard.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Makes guests and knows them again by the secret in their cookie, on every node and after every
/// restart. Thread-safe.
public final class Guests implements Credentials {

  private static final System.Logger LOG = System.getLogger(Guests.class.getName());

  /// How long a guest is kept who has never voted and is not heard of.
  public static final Duration KEPT_SILENT = Duration.ofDays(30);

  private static final Duration HEARD_OF = Duration.ofHours(12);
  private static final int MOST_SWEPT = 500;
  private static final int MOST_REMEMBERED = 100_000;
  private static final int MOST_WAITING = 100_000;

  private final GuestStore store;
  private final Secrets secrets;
  private final InstantSource clock;
  private final BatchLoader<String, Found> loader;
  private final ShortMemory<String, Found> found = new ShortMemory<>(MOST_REMEMBERED);

  private final Cache<VoterId, Boolean> heardOf =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).expireAfterWrite(HEARD_OF).build();

  private record Found(@Nullable Guest guest) {}

  /// A guest just made, with the secret that is shown this once.
  public record Made(Guest guest, String secret) {}

  /// @param executor where the database is asked, which may wait
  public Guests(GuestStore store, Secrets secrets, InstantSource clock, Executor executor) {
    this.store = store;
    this.secrets = secrets;
    this.clock = clock;
    this.loader = new BatchLoader<>(this::find, executor, MOST_WAITING);
  }

  /// Makes a guest. May wait for the database.
  ///
  /// @param anew whether they came to a device that somebody else had left: hosts see that. Whose
  ///   it was is not stored, since people share devices, and nobody is to be followed over them
  public Made make(boolean anew) {
    String secret = secrets.make();
    Guest guest = store.addGuest(Secrets.hash(secret), anew, clock.instant());
    heardOf.put(guest.id(), Boolean.TRUE);
    return new Made(guest, secret);
  }

  /// Gives a guest a name, with a number where it is another's already in one of the guest's rooms.
  /// May wait for the database.
  ///
  /// @return the name that it became; empty when there is no such guest
  public Optional<String> name(VoterId guest, String name) {
    Optional<GuestStore.Named> named = store.name(guest, name);
    named.ifPresent(each -> found.forget(each.hash()));
    return named.map(GuestStore.Named::name);
  }

  /// The guest behind a secret, null when there is none. Never waits.
  public CompletableFuture<@Nullable Guest> behind(@Nullable String secret) {
    if (secret == null) {
      return CompletableFuture.completedFuture(null);
    }
    return found.get(Secrets.hash(secret), loader::load).thenApply(Found::guest);
  }

  @Override
  public CompletableFuture<@Nullable Known> known(Shown shown) {
    return behind(shown.cookies().get(Cookies.GUEST))
        .thenApply(guest -> guest == null ? null : new Known(guest.id(), CallerKind.GUEST));
  }

  /// Twice a day is often enough for those who are removed after weeks. When it cannot be written
  /// the guest is let in all the same, and it is written the next time.
  private void remember(Collection<Guest> guests) {
    List<VoterId> unheard =
        guests.stream().map(Guest::id).filter(each -> heardOf.getIfPresent(each) == null).toList();
    if (unheard.isEmpty()) {
      return;
    }
    try {
      store.seen(unheard, clock.instant());
      unheard.forEach(each -> heardOf.put(each, Boolean.TRUE));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "Could not remember that guests are here", e);
    }
  }

  /// Removes guests who never voted and were not heard of for a month: a slice of them each time.
  ///
  /// @param after whom the slice before has ended with; null to begin
  /// @return where the next slice begins; empty at the end. May wait for the database.
  public Optional<VoterId> sweep(@Nullable VoterId after) {
    return store
        .sweep(
            clock.instant().minus(KEPT_SILENT), after == null ? new VoterId(0) : after, MOST_SWEPT)
        .map(GuestStore.Swept::last);
  }

  /// Unknown hashes are answered too, so that guessing does not ask the database again and again.
  private Map<String, Found> find(Set<String> hashes) {
    Map<String, Guest> guests = store.guestsBehind(hashes);
    remember(guests.values());
    Map<String, Found> known = HashMap.newHashMap(hashes.size());
    hashes.forEach(hash -> known.put(hash, new Found(guests.get(hash))));
    return known;
  }

  /// Forgets everything that is remembered for a while.
  public void forgetAll() {
    found.forgetAll();
  }
}
