package org.pollard.web;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Slice;
import org.pollard.people.User;
import org.pollard.poll.Audience;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Choice;
import org.pollard.poll.Discards;
import org.pollard.poll.Edition;
import org.pollard.poll.EntryState;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollRights;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionId;
import org.pollard.poll.SessionState;

/// Draws a room with all that was asked in it, for those who run it. Thread-safe; may wait for the
/// database.
@ApplicationScoped
class RoomDrawing {

  static final int MOST_SESSIONS = 1_000;
  private static final int MOST_UNASKED = 100;

  private final PollStore polls;
  private final Discards discards;
  private final Audience audience;

  RoomDrawing(PollStore polls, Discards discards, Audience audience) {
    this.polls = polls;
    this.discards = discards;
    this.audience = audience;
  }

  /// A room with its poll sessions in their order.
  ///
  /// @param onShow the session that the room presents; null when there is none
  /// @param polls those of the sessions
  /// @param unasked polls of whoever looks without any session, newest first
  /// @param discarded what whoever looks deleted here and can take back
  @JsonNaming(SnakeCaseStrategy.class)
  public record Detail(
      RoomWire room,
      @Nullable Long onShow,
      List<Session> sessions,
      List<Asked> polls,
      List<Asked> unasked,
      List<DiscardsResource.Discarded> discarded) {}

  /// A poll session with its counts.
  ///
  /// @param planned when the audience was to see results as it was first opened
  /// @param askedAt when it was opened first, else when it was made
  /// @param waiting how many words or texts wait for a host to look at them
  @JsonNaming(SnakeCaseStrategy.class)
  public record Session(
      long id,
      long poll,
      boolean open,
      String state,
      boolean anonymous,
      boolean changeable,
      String results,
      String planned,
      Instant createdAt,
      Instant askedAt,
      long votes,
      long waiting) {}

  /// A poll with its choices.
  ///
  /// @param settings all that its kind has, with their values, what is right among them
  /// @param own whether it belongs to whoever looks
  /// @param keyed whether something of it is right
  /// @param editable whether they may change it, which takes every room where it is asked
  /// @param edition by which a change says what it was made to; null for whoever may not know all
  public record Asked(
      long id,
      String kind,
      String question,
      Map<String, @Nullable Object> settings,
      boolean own,
      boolean keyed,
      boolean editable,
      @Nullable String edition,
      List<Key> choices) {}

  /// A choice with whether it is right.
  public record Key(long id, String text, boolean correct) {}

  Detail draw(User user, RoomWire room) {
    AudienceRef.InCourse whole = new AudienceRef.InCourse(room.course(), null);
    List<PollSession> sessions = polls.agenda(whole, Slice.first(MOST_SESSIONS)).items();
    Map<SessionId, Long> people = polls.people(sessions.stream().map(PollSession::id).toList());
    List<PollId> asked = sessions.stream().map(PollSession::poll).distinct().toList();
    Map<SessionId, Long> waiting = waiting(sessions, polls.polls(asked));
    return new Detail(
        room,
        polls.onShow(whole).map(SessionId::value).orElse(null),
        sessions.stream()
            .map(
                each ->
                    draw(
                        each,
                        people.getOrDefault(each.id(), 0L),
                        waiting.getOrDefault(each.id(), 0L)))
            .toList(),
        polls(user, asked, true),
        polls(user, unasked(user), true),
        discards.of(user.id()).stream()
            .filter(each -> each.course() == room.course() || each.course() == 0)
            .map(DiscardsResource.Discarded::of)
            .toList());
  }

  /// The same for a remote control, which has to do with what is asked in this room and nothing
  /// else: with states, and neither with what is right nor with counts that the hall does not see.
  Detail drawForRemote(User user, RoomWire room) {
    Detail all = draw(user, room);
    List<PollId> asked = all.polls().stream().map(each -> new PollId(each.id())).toList();
    return new Detail(
        room,
        all.onShow(),
        all.sessions().stream().map(RoomDrawing::withoutHidden).toList(),
        polls(user, asked, false),
        List.of(),
        List.of());
  }

  private static Session withoutHidden(Session all) {
    boolean hidden = all.results().equals(lower(ResultsVisibility.UNTIL_REVEALED));
    // Whether an anonymous one can be opened again once it is closed.
    long any = all.anonymous() ? Math.min(1, all.votes()) : 0;
    return new Session(
        all.id(),
        all.poll(),
        all.open(),
        all.state(),
        all.anonymous(),
        all.changeable(),
        all.results(),
        all.planned(),
        all.createdAt(),
        all.askedAt(),
        hidden ? any : all.votes(),
        0);
  }

  private Map<SessionId, Long> waiting(List<PollSession> sessions, Map<PollId, Poll> asked) {
    List<SessionId> moderated =
        sessions.stream()
            .filter(each -> each.state() != SessionState.WAITING)
            .filter(
                each -> {
                  Poll poll = asked.get(each.poll());
                  return poll != null && poll.asks().moderated();
                })
            .map(PollSession::id)
            .toList();
    Map<SessionId, Long> waiting = new HashMap<>();
    if (!moderated.isEmpty()) {
      polls
          .tallies(moderated)
          .forEach(
              (id, tally) ->
                  waiting.put(
                      id,
                      tally.results().entries().stream()
                          .filter(each -> each.state() == EntryState.PENDING)
                          .count()));
    }
    return waiting;
  }

  private static Session draw(PollSession session, long people, long waiting) {
    return new Session(
        session.id().value(),
        session.poll().value(),
        session.open(),
        lower(session.state()),
        session.anonymous(),
        session.changeable(),
        lower(session.visibility()),
        lower(session.planned()),
        session.createdAt(),
        session.askedAt(),
        people,
        waiting);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /// Among the newest of this person.
  private List<PollId> unasked(User user) {
    List<PollId> own =
        polls.pollsOf(user.id(), Slice.first(MOST_UNASKED)).items().stream().map(Poll::id).toList();
    Map<PollId, List<AudienceRef>> audiences = polls.audiencesOf(own);
    return own.stream().filter(each -> audiences.getOrDefault(each, List.of()).isEmpty()).toList();
  }

  /// @param key whether what is right is told
  private List<Asked> polls(User user, List<PollId> ids, boolean key) {
    Map<PollId, Poll> found = polls.polls(ids);
    Map<PollId, List<Choice>> choices = polls.choicesOf(ids);
    Map<PollId, List<AudienceRef>> audiences = polls.audiencesOf(ids);
    return ids.stream()
        .filter(found::containsKey)
        .map(id -> requireNonNull(found.get(id)))
        .map(
            poll ->
                draw(
                    user,
                    poll,
                    PollRights.of(
                        poll, user.id(), audiences.getOrDefault(poll.id(), List.of()), audience),
                    choices.getOrDefault(poll.id(), List.of()),
                    key))
        .toList();
  }

  private static Asked draw(
      User user, Poll poll, PollRights rights, List<Choice> choices, boolean key) {
    Map<String, @Nullable Object> settings =
        new LinkedHashMap<>(poll.asks().settings(choices.size()));
    Object right = settings.get("correct");
    boolean keyed =
        choices.stream().anyMatch(Choice::correct)
            || right instanceof Number
            || Boolean.TRUE.equals(right);
    if (!key) {
      settings.keySet().removeAll(poll.asks().key());
    }
    return new Asked(
        poll.id().value(),
        poll.asks().kind().word(),
        poll.question(),
        settings,
        poll.owner().equals(user.id()),
        keyed,
        rights.everywhere(),
        key ? Edition.of(poll, choices) : null,
        choices.stream()
            .map(each -> new Key(each.id().value(), each.text(), key && each.correct()))
            .toList());
  }
}
