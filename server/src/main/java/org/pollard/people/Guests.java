package org.pollard.people;

import com.github.benmanes.caffeine.cache.AsyncCache;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Makes guests and knows them again by the secret in their cookie, on every node and after every
/// restart. Thread-safe.
public final class Guests implements Credentials {

  private static final int MOST_REMEMBERED = 100_000;
  private static final int MOST_WAITING = 100_000;

  private final GuestStore store;
  private final Secrets secrets;
  private final InstantSource clock;
  private final BatchLoader<String, Found> loader;
  private final AsyncCache<String, Found> found = ShortMemory.ofAtMost(MOST_REMEMBERED);

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
  public Made make() {
    String secret = secrets.make();
    return new Made(store.addGuest(Secrets.hash(secret), clock.instant()), secret);
  }

  /// Gives a guest a name. May wait for the database.
  public void name(VoterId guest, String name) {
    store.name(guest, name).ifPresent(found.synchronous()::invalidate);
  }

  /// The guest behind a secret, null when there is none. Never waits.
  public CompletableFuture<@Nullable Guest> behind(@Nullable String secret) {
    if (secret == null) {
      return CompletableFuture.completedFuture(null);
    }
    return found.get(Secrets.hash(secret), (hash, _) -> loader.load(hash)).thenApply(Found::guest);
  }

  @Override
  public CompletableFuture<@Nullable Known> known(Shown shown) {
    return behind(shown.cookies().get(Cookies.GUEST))
        .thenApply(guest -> guest == null ? null : new Known(guest.id(), CallerKind.GUEST));
  }

  /// Unknown hashes are answered too, so that guessing does not ask the database again and again.
  private Map<String, Found> find(Set<String> hashes) {
    Map<String, Guest> guests = store.guestsBehind(hashes);
    Map<String, Found> known = HashMap.newHashMap(hashes.size());
    hashes.forEach(hash -> known.put(hash, new Found(guests.get(hash))));
    return known;
  }
}
