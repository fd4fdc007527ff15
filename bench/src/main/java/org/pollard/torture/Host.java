package org.pollard.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.pollard.torture.Client.Reply;
import org.pollard.torture.Client.Request;
import org.pollard.torture.History.Change;
import org.pollard.torture.History.ChoiceDeletion;
import org.pollard.torture.History.What;
import org.pollard.torture.Scene.Asked;

/// A teacher with one poll: asks it in one session after the other, closes in the middle of votes,
/// opens again, deletes. Repeats each request until it is answered. Confined to its thread.
final class Host {

  private static final int CHOICES = 4;
  private static final long BEFORE_NEXT_TRY_MILLIS = 50;
  private static final long LONGEST_VOTING_MILLIS = 1_500;
  private static final long PATIENCE_AT_THE_END_MILLIS = 60_000;

  private final Scene scene;
  private final RandomGenerator random;
  private final Making making;
  private final @Nullable Sayings kind;
  private final boolean deletesChoices;
  private final List<Asked> perhapsOpen = new ArrayList<>();

  /// @param kind of its poll; null: one choice of some
  /// @param deletesChoices if not, some sessions are anonymous: their choices cannot be deleted,
  ///   and votes for deleted ones prove little
  Host(Scene scene, RandomGenerator random, @Nullable Sayings kind, boolean deletesChoices) {
    this.scene = scene;
    this.random = random;
    this.making = new Making(scene, random);
    this.kind = kind;
    this.deletesChoices = deletesChoices;
  }

  void run() {
    if (kind != null) {
      making
          .poll(kind)
          .ifPresent(
              ids -> {
                long poll = ids.getFirst();
                List<Long> items = List.copyOf(ids.subList(1, ids.size()));
                while (!scene.isOver()) {
                  ask(poll, items, Sayings.ids(poll));
                }
              });
      return;
    }
    Optional<Long> poll = making.poll();
    if (poll.isEmpty()) {
      return;
    }
    List<Long> choices = new CopyOnWriteArrayList<>();
    for (int i = 0; i < CHOICES; i++) {
      addChoice(poll.get(), choices);
    }
    while (!scene.isOver() && !choices.isEmpty()) {
      ask(poll.get(), List.of(), choices);
    }
  }

  /// Closes what may be open, so that nothing changes any more. Comes after [#run].
  void finish() {
    long deadline = System.nanoTime() + PATIENCE_AT_THE_END_MILLIS * 1_000_000;
    for (Asked each : perhapsOpen) {
      while (!change(each, What.CLOSE)) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("session " + each.session() + " cannot be closed");
        }
      }
    }
  }

  private void ask(long poll, List<Long> items, List<Long> choices) {
    boolean anonymous = !deletesChoices && random.nextBoolean();
    Optional<Long> session = making.session(kind, poll, anonymous);
    if (session.isEmpty()) {
      return;
    }
    Asked asked = new Asked(kind, items, poll, choices, session.get());
    scene.add(asked);
    do {
      perhapsOpen.add(asked);
      until(asked, What.OPEN);
      scene.opened(asked);
      scene.pause(1 + random.nextLong(LONGEST_VOTING_MILLIS));
      boolean closed = until(asked, What.CLOSE);
      scene.closed(asked);
      if (closed) {
        perhapsOpen.remove(asked);
      }
      scene.pause(random.nextLong(LONGEST_VOTING_MILLIS / 6));
      if (deletesChoices && random.nextInt(4) == 0) {
        replaceChoice(poll, choices);
      }
    } while (!scene.isOver() && !anonymous && random.nextInt(3) == 0);
    if (random.nextInt(8) == 0) {
      until(asked, What.DELETE);
    }
  }

  /// Voters go on choosing it for a while after it is gone.
  private void replaceChoice(long poll, List<Long> choices) {
    addChoice(poll, choices);
    long gone = choices.getFirst();
    while (!scene.isOver()) {
      long began = System.nanoTime();
      Reply reply =
          scene.client.send(
              scene.anyNode(random),
              Request.delete("/api/v1/polls/" + poll + "/poll_choices/" + gone, teacher()));
      boolean deleted =
          reply instanceof Reply.Got(int status, String _) && done(What.DELETE, status);
      if (!(reply instanceof Reply.NotSent)) {
        scene.recorder.add(new ChoiceDeletion(gone, deleted, began, System.nanoTime()));
      }
      if (deleted) {
        scene.pause(random.nextLong(LONGEST_VOTING_MILLIS / 6));
        break;
      }
      scene.pause(BEFORE_NEXT_TRY_MILLIS);
    }
    choices.remove(gone);
  }

  private void addChoice(long poll, List<Long> choices) {
    making.choice(poll).ifPresent(choices::add);
  }

  /// False when the lap was over before it was acknowledged.
  private boolean until(Asked asked, What what) {
    while (!scene.isOver()) {
      if (change(asked, what)) {
        return true;
      }
      scene.pause(BEFORE_NEXT_TRY_MILLIS);
    }
    return false;
  }

  private boolean change(Asked asked, What what) {
    Request request =
        switch (what) {
          case OPEN ->
              kind == null ? Request.post(asked.path() + "/open", teacher()) : live(asked, true);
          case CLOSE ->
              kind == null ? Request.post(asked.path() + "/close", teacher()) : live(asked, false);
          case DELETE ->
              Request.delete(
                  kind == null ? asked.path() : "/live/sessions/" + asked.session(), teacher());
        };
    long began = System.nanoTime();
    Reply reply = scene.client.send(scene.anyNode(random), request);
    long ended = System.nanoTime();
    return switch (reply) {
      case Reply.NotSent() -> false;
      case Reply.Lost() -> noted(asked, what, false, began, ended);
      case Reply.Got(int status, String body) -> {
        if (!done(what, status) && status != 503) {
          scene.strange(what + " got " + status + " " + body);
        }
        yield noted(asked, what, done(what, status), began, ended);
      }
    };
  }

  private Request live(Asked asked, boolean open) {
    return Request.json(
        "PATCH", "/live/sessions/" + asked.session(), teacher(), "{\"open\":" + open + "}");
  }

  private boolean noted(Asked asked, What what, boolean done, long began, long ended) {
    scene.recorder.add(new Change(asked.session(), what, done, began, ended));
    return done;
  }

  /// A deletion that is repeated after a lost answer finds nothing.
  private static boolean done(What what, int status) {
    return what == What.DELETE ? status == 204 || status == 404 : status == 200;
  }

  private String teacher() {
    return scene.hall.teacher();
  }
}
