package org.pollard.torture;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.pollard.torture.Client.Reply;
import org.pollard.torture.Client.Request;
import org.pollard.torture.Scene.Asked;
import org.pollard.torture.Site.Blow;
import org.pollard.torture.State.Ballot;
import org.pollard.torture.State.Session;
import org.pollard.torture.Violation.Kind;

/// A while of voting under blows, and its judgement. Confined to one thread, which starts the
/// others and waits for them.
///
/// @param seed of the blows and of what everybody does; when exactly they meet is the machine's
record Lap(Site site, Client client, Hall hall, Progress progress, long seed) {

  private static final int DESKS = 32;
  private static final int HOSTS = 4;
  private static final int ASKERS = 3;
  private static final int FOLLOWERS = 4;
  private static final long FLOW = 100;
  private static final Duration UNTIL_FLOW = Duration.ofSeconds(15);
  private static final int MOST_TRIES = 100;
  private static final long BEFORE_NEXT_TRY_MILLIS = 300;

  /// @param strange answers that nobody should ever get
  record Result(History history, List<Violation> violations, List<String> strange) {

    Result {
      violations = List.copyOf(violations);
      strange = List.copyOf(strange);
    }
  }

  Result run(Duration length) throws Exception {
    Recorder recorder = new Recorder(progress);
    Scene scene = new Scene(client, site.nodes(), hall, recorder);
    Random random = new Random(seed);
    List<Host> hosts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> actors = new ArrayList<>();
      for (int i = 0; i < HOSTS; i++) {
        hosts.add(new Host(scene, new Random(random.nextLong()), null, i % 2 == 0));
      }
      for (Sayings kind : Sayings.values()) {
        hosts.add(new Host(scene, new Random(random.nextLong()), kind, false));
      }
      hosts.forEach(host -> actors.add(threads.submit(host::run)));
      Crowd crowd = new Crowd(scene);
      for (int i = 0; i < DESKS; i++) {
        RandomGenerator own = new Random(random.nextLong());
        actors.add(threads.submit(() -> crowd.run(own)));
      }
      Watchers watchers = new Watchers(scene);
      for (int i = 0; i < ASKERS + FOLLOWERS; i++) {
        int reader = i;
        RandomGenerator own = new Random(random.nextLong());
        actors.add(
            threads.submit(
                () -> {
                  if (reader < ASKERS) {
                    watchers.ask(reader, own);
                  } else {
                    watchers.follow(own);
                  }
                }));
      }
      try {
        strike(length, random);
      } finally {
        scene.end();
      }
      for (Future<?> actor : actors) {
        actor.get();
      }
    }
    hosts.forEach(Host::finish);
    History history = recorder.history();
    Set<Long> asked = scene.asked().stream().map(Asked::session).collect(toSet());
    State state = Stored.inDatabase(site.url()).only(asked);
    List<Violation> violations = new ArrayList<>(Rules.check(history, state));
    for (Asked each : scene.asked()) {
      asShown(each, state, violations);
    }
    return new Result(history, violations, scene.strange());
  }

  /// Every kind of blow comes before one comes again.
  private void strike(Duration length, Random random) throws Exception {
    long start = System.nanoTime();
    List<Blow> kinds = site.blows();
    int count = Math.max(kinds.size(), (int) length.dividedBy(site.betweenBlows()));
    List<Blow> blows = new ArrayList<>();
    while (blows.size() < count) {
      List<Blow> deck = new ArrayList<>(kinds);
      Collections.shuffle(deck, random);
      blows.addAll(deck);
    }
    List<Long> moments =
        random
            .longs(count, length.toNanos() / 10, length.toNanos() * 8 / 10)
            .sorted()
            .boxed()
            .toList();
    for (int i = 0; i < count; i++) {
      until(start + moments.get(i));
      untilVotesFlow();
      progress.blow(blows.get(i).name());
      blows.get(i).strike().hit(random);
    }
    until(start + length.toNanos());
    untilVotesFlow();
  }

  /// A blow that meets nobody proves nothing.
  private void untilVotesFlow() throws InterruptedException {
    long enough = progress.acknowledged.sum() + FLOW;
    long deadline = System.nanoTime() + UNTIL_FLOW.toNanos();
    while (progress.acknowledged.sum() < enough && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static void until(long moment) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(Math.max(0, moment - System.nanoTime()));
  }

  /// The API shows what is stored, on every node.
  private void asShown(Asked asked, State state, List<Violation> violations)
      throws InterruptedException {
    Session stored = state.sessions().get(asked.session());
    for (Node node : site.nodes()) {
      String shown = "";
      for (int i = 0; i < MOST_TRIES; i++) {
        String path = asked.kind() == null ? asked.path() : "/live/sessions/" + asked.session();
        Reply reply = client.send(node, Request.get(path, hall.teacher()));
        if (reply instanceof Reply.Got(int status, String body) && status != 503) {
          shown = status == 200 ? body : "";
          break;
        }
        TimeUnit.MILLISECONDS.sleep(BEFORE_NEXT_TRY_MILLIS);
      }
      if (stored == null ? !shown.isEmpty() : !same(asked, stored, shown)) {
        violations.add(
            Violation.of(
                Kind.API,
                "session " + asked.session() + " is shown as " + shown,
                List.of(String.valueOf(stored))));
      }
    }
  }

  private static boolean same(Asked asked, Session stored, String shown) {
    if (shown.isEmpty()) {
      return false;
    }
    if (asked.kind() != null) {
      return Hall.json(shown).get("people").asLong()
          == stored.tally().values().stream().mapToLong(Long::longValue).sum();
    }
    List<Ballot> ballots = stored.anonymous() ? List.of() : stored.ballots();
    return Stored.shown(Hall.json(shown).elements().next().get(0), stored.anonymous())
        .equals(new Session(stored.anonymous(), ballots, stored.tally()));
  }
}
