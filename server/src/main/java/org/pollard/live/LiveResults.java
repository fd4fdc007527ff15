package org.pollard.live;

import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Arrival;
import org.pollard.edge.Downloads;
import org.pollard.live.Shape.Content.Plain;
import org.pollard.people.VoterId;
import org.pollard.people.VoterNames;
import org.pollard.poll.Answer;
import org.pollard.poll.Audience;
import org.pollard.poll.Bucket;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.SessionId;
import org.pollard.poll.Tally;
import org.pollard.poll.Viewer;
import org.pollard.voting.CountedVote;
import org.pollard.voting.VoteStore;

/// `GET /live/sessions/{id}/results`: what was answered, for hosts; of a named session with who
/// did, of an anonymous one how often. Thread-safe; works on virtual threads.
///
/// It is written whole before anything goes out, since there may be very many rows: what cannot be
/// finished is an error and no half of an answer.
@ApplicationScoped
class LiveResults {

  /// One thing that was counted.
  static final Shape<Bucket> BUCKET =
      Shape.<Bucket>of()
          .mayHave(
              "choice", Plain.WHOLE, each -> each.choice() == null ? null : each.choice().value())
          .mayHave("value", Plain.DECIMAL, Bucket::value)
          .mayHave("text", Plain.TEXT, Bucket::text)
          .mayHave(
              "state",
              ResultsJson.states(),
              each -> each.state() == null ? null : each.state().word())
          .mayHave("step", Plain.WHOLE, Bucket::step)
          .mayHave("place", Plain.WHOLE, Bucket::place)
          .has("people", Plain.WHOLE, Bucket::people);

  /// Who answered what.
  static final Shape<Row> ROW =
      Shape.<Row>of()
          .hasMade(
              "voter",
              Shape.<Row>of()
                  .has("id", Plain.WHOLE, each -> each.vote.voter().value())
                  .hasOrNull("name", Plain.TEXT, Row::name),
              each -> each)
          .mayHave("at", Plain.TEXT, Row::at)
          .mayHaveMade("answer", AnswerJson.SHAPE, Row::answer);

  /// @param among the choices that there are
  record Row(CountedVote vote, @Nullable String name, List<ChoiceId> among) {

    @Nullable String at() {
      return vote.at() == null ? null : vote.at().toString();
    }

    @Nullable Answer answer() {
      return vote.answer() == null ? null : vote.answer().among(among);
    }
  }

  private static final int SLICE = 1_000;

  /// Rows of one page, for those who want pages.
  private static final int MOST_ON_A_PAGE = 1_000;

  private final Later later;
  private final PollStore polls;
  private final VoteStore votes;
  private final Audience audience;
  private final VoterNames names;
  private final Downloads downloads;
  private final ExecutorService virtualThreads;

  LiveResults(
      Later later,
      PollStore polls,
      VoteStore votes,
      Audience audience,
      VoterNames names,
      Downloads downloads,
      @VirtualThreads ExecutorService virtualThreads) {
    this.later = later;
    this.polls = polls;
    this.votes = votes;
    this.audience = audience;
    this.names = names;
    this.downloads = downloads;
    this.virtualThreads = virtualThreads;
  }

  void show(RoutingContext http, VoterId host) {
    SessionId id = new SessionId(Arrival.id(http, "id"));
    @Nullable String after = http.request().getParam("after");
    @Nullable String limit = http.request().getParam("limit");
    later.answer(
        http,
        () -> {
          PollSession session = polls.session(id).orElse(null);
          Poll poll = session == null ? null : polls.poll(session.poll()).orElse(null);
          Viewer viewer =
              session == null ? Viewer.STRANGER : audience.viewer(session.audience(), host);
          if (session == null || poll == null || !viewer.manage()) {
            boolean sees = session != null && session.isShownTo(viewer);
            return () -> (sees ? LiveErrors.DENIED : LiveErrors.NOT_FOUND).answer(http);
          }
          Page page = Page.of(after, limit);
          if (page == null) {
            return () ->
                LiveErrors.INVALID.answer(
                    http, "limit must be a number from 1 to " + MOST_ON_A_PAGE + ".");
          }
          Downloads.Whole whole = downloads.write(out -> write(out, session, poll, page));
          return () -> send(http, whole);
        });
  }

  /// Which rows are wanted.
  ///
  /// @param after the voter of the row before them; null: from the first
  /// @param most how many
  private record Page(@Nullable VoterId after, long most) {

    /// Null for a limit that is none. Without one there are all rows.
    static @Nullable Page of(@Nullable String after, @Nullable String limit) {
      @Nullable VoterId from = after == null ? null : new VoterId(Arrival.idOf(after));
      if (limit == null) {
        return new Page(from, Long.MAX_VALUE);
      }
      long most = limit.length() <= 4 ? Arrival.idOf(limit) : 0;
      return most < 1 || most > MOST_ON_A_PAGE ? null : new Page(from, most);
    }
  }

  private void write(OutputStream out, PollSession session, Poll poll, Page page)
      throws IOException {
    String head =
        new JsonObject()
            .put("session", session.id().value())
            .put("poll", poll.id().value())
            .put("kind", poll.asks().kind().word())
            .put("anonymous", session.anonymous())
            .encode();
    put(out, head.substring(0, head.length() - 1));
    put(out, session.anonymous() ? ",\"buckets\":[" : ",\"rows\":[");
    if (session.anonymous()) {
      writeBuckets(out, session, poll);
      put(out, "]}");
    } else {
      VoterId next = writeRows(out, session.id(), choices(poll), page);
      put(out, next == null ? "]}" : "],\"next_after\":" + next.value() + "}");
    }
  }

  private void writeBuckets(OutputStream out, PollSession session, Poll poll) throws IOException {
    Tally tally = polls.tallies(List.of(session.id())).get(session.id());
    if (tally == null) {
      return;
    }
    List<ChoiceId> among = choices(poll);
    String between = "";
    for (Bucket each : Bucket.of(poll.asks(), tally.results(), among)) {
      put(out, between);
      put(out, BUCKET.draw(each).encode());
      between = ",";
    }
  }

  private List<ChoiceId> choices(Poll poll) {
    return polls.choicesOf(List.of(poll.id())).getOrDefault(poll.id(), List.of()).stream()
        .map(Choice::id)
        .toList();
  }

  /// The voter of the last row where there are more of them.
  private @Nullable VoterId writeRows(
      OutputStream out, SessionId session, List<ChoiceId> among, Page page) throws IOException {
    @Nullable VoterId after = page.after;
    List<CountedVote> slice;
    String between = "";
    long left = page.most;
    do {
      int wanted = (int) Math.min(SLICE, left);
      List<CountedVote> found = votes.votes(session, after, wanted + 1);
      slice = found.subList(0, Math.min(found.size(), wanted));
      left -= slice.size();
      boolean more = found.size() > slice.size();
      Map<VoterId, String> named = names.of(slice.stream().map(CountedVote::voter).toList());
      for (CountedVote each : slice) {
        put(out, between);
        put(out, ROW.draw(new Row(each, named.get(each.voter()), among)).encode());
        between = ",";
      }
      after = slice.isEmpty() ? after : slice.getLast().voter();
      if (!more) {
        return null;
      }
    } while (left > 0);
    return after;
  }

  private static void put(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void send(RoutingContext http, Downloads.Whole whole) {
    HttpServerResponse response = http.response();
    response.putHeader("Content-Type", "application/json").putHeader("Cache-Control", "no-store");
    virtualThreads.execute(() -> whole.sendTo(response));
  }
}
