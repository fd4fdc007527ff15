package org.pollard.torture;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.pollard.torture.Client.Reply;
import org.pollard.torture.Client.Request;
import org.pollard.torture.Hall.Voter;
import org.pollard.torture.History.Answer;
import org.pollard.torture.History.Facade;
import org.pollard.torture.History.Try;
import org.pollard.torture.Scene.Asked;

/// Voters who do what voters do: vote, hang up early, try again after a lost answer, change their
/// mind, and click twice. Each caller of [#run] is a desk at which one after the other votes.
final class Crowd {

  private static final int MOST_TRIES = 8;
  private static final long BEFORE_NEXT_TRY_MILLIS = 20;
  private static final int LONGEST_HURRY_MILLIS = 8;

  private final Scene scene;

  Crowd(Scene scene) {
    this.scene = scene;
  }

  void run(RandomGenerator random) {
    while (!scene.isOver()) {
      Optional<Asked> asked = scene.anyAsked(random);
      if (asked.isEmpty()) {
        scene.pause(BEFORE_NEXT_TRY_MILLIS);
        continue;
      }
      Voter voter = scene.hall.voters().get(random.nextInt(scene.hall.voters().size()));
      if (random.nextInt(20) == 0) {
        twiceAtOnce(asked.get(), voter, random);
      } else {
        insist(asked.get(), voter, random);
      }
      if (random.nextInt(6) == 0) {
        cast(asked.get(), voter, asked.get().anyChoice(random), random);
      }
    }
  }

  private void insist(Asked asked, Voter voter, RandomGenerator random) {
    long choice = asked.anyChoice(random);
    for (int i = 0; i < MOST_TRIES && !scene.isOver(); i++) {
      Optional<Answer> answer = cast(asked, voter, choice, random);
      if (answer.isPresent() && answer.get() != Answer.UNKNOWN) {
        return;
      }
      scene.pause(BEFORE_NEXT_TRY_MILLIS);
      choice = random.nextInt(3) == 0 ? asked.anyChoice(random) : choice;
    }
  }

  private void twiceAtOnce(Asked asked, Voter voter, RandomGenerator random) {
    long one = asked.anyChoice(random);
    long other = asked.anyChoice(random);
    RandomGenerator own = new java.util.Random(random.nextLong());
    Thread beside = Thread.ofVirtual().start(() -> cast(asked, voter, one, own));
    cast(asked, voter, other, random);
    try {
      beside.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Empty when it surely never arrived.
  private Optional<Answer> cast(Asked asked, Voter voter, long choice, RandomGenerator random) {
    Facade facade = asked.kind() == null && random.nextBoolean() ? Facade.CANVAS : Facade.LIVE;
    Request request = request(facade, asked, voter, choice);
    Duration patience =
        random.nextInt(40) == 0
            ? Duration.ofMillis(1 + random.nextInt(LONGEST_HURRY_MILLIS))
            : Client.PATIENCE;
    Node node = scene.anyNode(random);
    long began = System.nanoTime();
    Reply reply = scene.client.send(node, request, patience);
    long ended = System.nanoTime();
    if (reply instanceof Reply.NotSent) {
      return Optional.empty();
    }
    Answer answer =
        reply instanceof Reply.Got(int status, String body)
            ? answer(facade, status, body)
            : Answer.UNKNOWN;
    scene.recorder.add(new Try(asked.session(), voter.id(), choice, facade, answer, began, ended));
    return Optional.of(answer);
  }

  private static Request request(Facade facade, Asked asked, Voter voter, long choice) {
    return switch (facade) {
      case CANVAS ->
          Request.form(
              "POST",
              asked.path() + "/poll_submissions",
              voter.token(),
              "poll_submissions[][poll_choice_id]",
              Long.toString(choice));
      case LIVE ->
          Request.json(
              "PUT",
              "/live/sessions/" + asked.session() + "/vote",
              voter.token(),
              asked.kind() == null
                  ? "{\"choice\":" + choice + "}"
                  : asked.kind().vote(choice, asked.items()));
    };
  }

  private Answer answer(Facade facade, int status, String body) {
    return switch (status) {
      case 200 -> Answer.COUNTED;
      case 400, 403, 404, 409, 422 ->
          body.contains(facade == Facade.CANVAS ? "\"taken\"" : "\"already_voted\"")
              ? Answer.ALREADY_VOTED
              : Answer.REFUSED;
      case 503 -> Answer.UNKNOWN;
      default -> {
        scene.strange("a vote got " + status + " " + body);
        yield Answer.UNKNOWN;
      }
    };
  }
}
