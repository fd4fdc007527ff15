package org.pollard.people;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One of the [SharedValues] that takes long to make, such as a key pair: made by whoever needs it
/// first, or on a thread of its own while a server starts, kept from then on, and the same for all
/// nodes. What failed is tried again by who asks next. Thread-safe.
///
/// @param <T> as which it is used
public final class MadeOnce<T> {

  private final SharedValues values;
  private final String name;
  private final Supplier<String> make;
  private final Function<String, T> read;
  private @Nullable FutureTask<T> task;

  /// @param make what is stored when there is nothing yet
  /// @param read turns what is stored into what is used; throws for what cannot be read
  public MadeOnce(
      SharedValues values, String name, Supplier<String> make, Function<String, T> read) {
    this.values = values;
    this.name = name;
    this.make = make;
    this.read = read;
  }

  /// Begins, so that [#get()] need not wait, or not as long.
  ///
  /// @throws RuntimeException when something is stored that cannot be read
  public MadeOnce<T> begun() {
    FutureTask<T> task = task();
    if (values.get(name).isPresent()) {
      result(task);
    } else {
      Thread.ofPlatform().daemon().name("makes " + name).start(task);
    }
    return this;
  }

  /// May wait for the database, and for what is being made.
  public T get() {
    return result(task());
  }

  private synchronized FutureTask<T> task() {
    if (task == null || task.state() == FutureTask.State.FAILED) {
      task = new FutureTask<>(this::kept);
    }
    return task;
  }

  private T kept() {
    return read.apply(values.get(name).orElseGet(() -> values.putIfAbsent(name, make.get())));
  }

  private static <T> T result(FutureTask<T> task) {
    // Nothing when it has run or runs on another thread.
    task.run();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
