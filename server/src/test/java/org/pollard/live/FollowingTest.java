package org.pollard.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pollard.harness.Await;
import org.pollard.people.Credentials;
import org.pollard.people.Listing;
import org.pollard.people.VoterId;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Cell;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.Results;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;
import org.pollard.poll.Viewer;
import org.pollard.voting.VoteStore;

/// What the tick asks on behalf of those who follow a room.
@NullMarked
@Timeout(240)
class FollowingTest implements Audience {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final AudienceRef.InCourse COURSE = new AudienceRef.InCourse(1, null);
  private static final AudienceRef.InMeetingSession MEETING = new AudienceRef.InMeetingSession(1);
  private static final SessionId SESSION = new SessionId(5);
  private static final Poll POLL = new Poll(new PollId(3), new VoterId(99), "Which?", null, NOW);

  private final Vertx vertx = Vertx.vertx();
  private final Context loop = vertx.getOrCreateContext();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private Set<VoterId> strangers = Set.of();
  private Following following = following(COURSE);

  private Following following(AudienceRef room) {
    PollStore polls =
        proxy(PollStore.class, (method, arguments) -> answer(room, method, arguments));
    Credentials nobody = _ -> CompletableFuture.completedFuture(null);
    return new Following(
        polls,
        proxy(VoteStore.class, this::votes),
        this,
        nobody,
        new Snapshots(polls),
        new SeenChoices());
  }

  private Object answer(AudienceRef room, String method, Object[] arguments) {
    PollSession session =
        new PollSession(
            SESSION,
            POLL.id(),
            room,
            true,
            false,
            ResultsVisibility.AFTER_VOTE,
            true,
            false,
            true,
            true,
            false,
            false,
            ResultsVisibility.AFTER_VOTE,
            NOW);
    return switch (method) {
      case "onShow" -> Optional.of(SESSION);
      case "sessionsBefore" -> new Listing<>(List.of(session), 1);
      case "tallies" -> {
        asked.add("tallies");
        yield Map.of(
            SESSION, Tally.of(0, 1, 1, new Results(Map.of(Cell.ABSTAINED, 1L), List.of())));
      }
      case "sessions" -> Map.of(SESSION, session);
      case "choicesOf", "pictures" -> Map.of();
      case "polls" -> Map.of(POLL.id(), POLL);
      default -> throw new AssertionError(method + List.of(arguments));
    };
  }

  private Object votes(String method, Object[] arguments) {
    asked.add(method);
    return method.equals("votedAmong")
        ? ((Collection<?>) arguments[1])
            .stream().filter(new VoterId(2)::equals).collect(Collectors.toSet())
        : Set.of();
  }

  @Override
  public Viewer viewer(AudienceRef audience, VoterId person) {
    asked.add("viewer");
    return viewerLater(audience, person).join();
  }

  @Override
  public CompletableFuture<Viewer> viewerLater(AudienceRef audience, VoterId person) {
    asked.add("viewerLater");
    return CompletableFuture.completedFuture(
        strangers.contains(person) ? Viewer.STRANGER : new Viewer(false, true, true, false, true));
  }

  @Override
  public List<AudienceRef> audiencesOf(VoterId person) {
    throw new UnsupportedOperationException();
  }

  private interface Answers {
    @Nullable Object to(String method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> answers.to(method.getName(), arguments)));
  }

  /// A response that takes everything.
  private static HttpServerResponse response() {
    HttpServerResponse[] self = new HttpServerResponse[1];
    self[0] =
        proxy(
            HttpServerResponse.class,
            (method, _) ->
                switch (method) {
                  case "closed", "ended", "writeQueueFull" -> false;
                  case "write" -> io.vertx.core.Future.succeededFuture();
                  default -> self[0];
                });
    return Objects.requireNonNull(self[0]);
  }

  private List<EventStream> streams(Topic topic, long voters) {
    return LongStream.rangeClosed(1, voters)
        .mapToObj(
            voter ->
                new EventStream(
                    response(),
                    null,
                    loop,
                    new VoterId(voter),
                    Credentials.Shown.ofBearer(null),
                    topic,
                    null))
        .toList();
  }

  private void move(List<EventStream> streams) throws InterruptedException {
    following.move(streams);
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.runOnContext(_ -> done.complete(null));
    Await.until("the loop", done::isDone);
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void who_follows_what_is_on_show_in_a_course_costs_no_question() throws Exception {
    List<EventStream> streams = streams(new Topic.OnShow(COURSE), 3);
    move(streams);
    asked.clear();

    move(streams);

    assertThat(streams).allMatch(each -> each.sessions().equals(Set.of(SESSION)));
    assertThat(asked).isEmpty();
  }

  @Test
  void what_comes_on_show_is_looked_up_once_for_everybody() throws Exception {
    List<EventStream> streams = streams(new Topic.OnShow(COURSE), 3);

    move(streams);

    assertThat(streams).allMatch(each -> each.sessions().equals(Set.of(SESSION)));
    assertThat(streams.stream().map(each -> each.hasVoted(SESSION)))
        .containsExactly(false, true, false);
    assertThat(asked)
        .containsExactly("tallies", "viewerLater", "viewerLater", "viewerLater", "votedAmong");
  }

  @Test
  void who_may_not_see_a_meeting_costs_no_question_for_each_of_its_polls() throws Exception {
    following = following(MEETING);
    strangers = Set.of(new VoterId(1));
    List<EventStream> streams = streams(new Topic.Meeting(MEETING), 1);

    move(streams);

    assertThat(streams.getFirst().sessions()).isEmpty();
    assertThat(asked).containsExactly("viewerLater");
  }

  @Test
  void a_session_is_looked_up_once_for_everybody_who_follows_it_and_never_again() throws Exception {
    List<EventStream> streams = streams(new Topic.Session(SESSION), 3);

    move(streams);
    move(streams);

    assertThat(streams).allMatch(each -> each.sessions().equals(Set.of(SESSION)));
    assertThat(asked)
        .containsExactly("tallies", "viewerLater", "viewerLater", "viewerLater", "votedAmong");
  }

  @Test
  void a_session_that_may_not_be_seen_any_more_ends_the_streams_that_follow_it() throws Exception {
    strangers = Set.of(new VoterId(1));
    List<EventStream> streams = streams(new Topic.Session(SESSION), 1);

    move(streams);

    assertThat(streams.getFirst().ended()).isTrue();
  }
}
