package org.pollard.meeting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.pollard.people.Secrets;
import org.pollard.people.ShortMemory;

/// Makes apps and knows them by their keys. Thread-safe.
public final class Apps {

  private static final int MOST_REMEMBERED = 10_000;
  private static final int ID_BYTES = 16;

  private final AppStore store;
  private final Secrets secrets;
  private final InstantSource clock;
  private final Executor executor;
  private final ShortMemory<AppId, Optional<App>> known = new ShortMemory<>(MOST_REMEMBERED);

  /// An app just made, with the key that is shown this once.
  public record Made(App app, String key) {}

  /// @param executor where the database is asked, which may wait
  public Apps(AppStore store, Secrets secrets, InstantSource clock, Executor executor) {
    this.store = store;
    this.secrets = secrets;
    this.clock = clock;
    this.executor = executor;
  }

  /// Makes an app with the default presets. May wait for the database.
  public Made create(String name) {
    String key = secrets.make();
    AppId id = new AppId(secrets.hex(ID_BYTES));
    App app = store.addApp(id, name, Secrets.hash(key), DefaultPresets.forApp(id), clock.instant());
    known.forget(id);
    return new Made(app, key);
  }

  /// The app; empty when there is none. Never waits; completes at once when it is remembered.
  public CompletableFuture<Optional<App>> find(AppId id) {
    return known.get(id, _ -> CompletableFuture.supplyAsync(() -> store.app(id), executor));
  }

  /// The app, if this is its key. Never waits.
  public CompletableFuture<Optional<App>> check(AppId id, String key) {
    byte[] hash = Secrets.hash(key).getBytes(StandardCharsets.US_ASCII);
    return find(id)
        .thenApply(
            found ->
                found.filter(
                    app ->
                        MessageDigest.isEqual(
                            hash, app.keyHash().getBytes(StandardCharsets.US_ASCII))));
  }

  /// Forgets everything that is remembered for a while.
  public void forgetAll() {
    known.forgetAll();
  }
}
