package org.pollard.torture;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What those who act in one lap share. Thread-safe.
final class Scene {

  final Client client;
  final Hall hall;
  final Recorder recorder;
  private final List<Node> nodes;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<Asked> open = new CopyOnWriteArrayList<>();
  private final Queue<String> strange = new ConcurrentLinkedQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);

  /// @param kind null: one choice of some
  /// @param items of the poll, where sayings are chosen from and not they themselves
  /// @param choices of the poll, changed by its host alone while others read them; or sayings
  record Asked(
      @Nullable Sayings kind, List<Long> items, long poll, List<Long> choices, long session) {

    String path() {
      return "/api/v1/polls/" + poll + "/poll_sessions/" + session;
    }

    long anyChoice(RandomGenerator random) {
      List<Long> now = List.copyOf(choices);
      return now.get(random.nextInt(now.size()));
    }
  }

  Scene(Client client, List<Node> nodes, Hall hall, Recorder recorder) {
    this.client = client;
    this.nodes = nodes;
    this.hall = hall;
    this.recorder = recorder;
  }

  void add(Asked session) {
    asked.add(session);
  }

  void opened(Asked session) {
    open.add(session);
  }

  void closed(Asked session) {
    open.remove(session);
  }

  /// Every session that was ever made in this lap.
  List<Asked> asked() {
    return asked;
  }

  /// Mostly one that is open, sometimes any, which may be closed or deleted.
  Optional<Asked> anyAsked(RandomGenerator random) {
    List<Asked> now = List.copyOf(random.nextInt(6) > 0 ? open : asked);
    return now.isEmpty() ? Optional.empty() : Optional.of(now.get(random.nextInt(now.size())));
  }

  Node anyNode(RandomGenerator random) {
    return nodes.get(random.nextInt(nodes.size()));
  }

  void end() {
    over.countDown();
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  /// Ends early when the lap is over.
  void pause(long millis) {
    try {
      boolean _ = over.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Notes an answer that nobody should ever get.
  void strange(String what) {
    client.count("strange");
    strange.add(what);
  }

  List<String> strange() {
    return List.copyOf(strange);
  }
}
