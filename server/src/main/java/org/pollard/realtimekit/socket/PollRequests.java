package org.pollard.realtimekit.socket;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import message.v1.NewPollRequest;
import message.v1.VotePollRequest;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.App;
import org.pollard.meeting.Apps;
import org.pollard.meeting.MeetingAccess;
import org.pollard.meeting.MeetingSession;
import org.pollard.meeting.MeetingSessionId;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.Participant;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.PollSession;
import org.pollard.poll.SessionId;
import org.pollard.realtimekit.DrawnPoll;
import org.pollard.realtimekit.NewPoll;
import org.pollard.realtimekit.PollAsking;
import org.pollard.realtimekit.PollDrawing;
import org.pollard.realtimekit.PollVoting;
import org.pollard.realtimekit.Recipient;

/// Asking, listing and answering polls. What every joined client wants is answered with the next
/// tick; who has not joined is answered alone.
@ApplicationScoped
class PollRequests {

  static final String NOT_JOINED = "Join the room first";

  private static final String NO_SESSION = "No active session";
  private static final String NOT_ALLOWED = "Not allowed";

  private final Apps apps;
  private final MeetingAccess access;
  private final MeetingSessionStore sessions;
  private final PollAsking asking;
  private final PollVoting voting;
  private final PollDrawing drawing;
  private final PollReading reading;
  private final ExecutorService virtualThreads;

  PollRequests(
      Apps apps,
      MeetingAccess access,
      MeetingSessionStore sessions,
      PollAsking asking,
      PollVoting voting,
      PollDrawing drawing,
      PollReading reading,
      @VirtualThreads ExecutorService virtualThreads) {
    this.apps = apps;
    this.access = access;
    this.sessions = sessions;
    this.asking = asking;
    this.voting = voting;
    this.drawing = drawing;
    this.reading = reading;
    this.virtualThreads = virtualThreads;
  }

  void create(ClientSocket socket, Request request) throws InvalidProtocolBufferException {
    NewPollRequest asked = NewPollRequest.parseFrom(request.payload());
    NewPoll poll =
        new NewPoll(
            asked.getQuestion(),
            asked.getOptionsList(),
            asked.getAnonymous(),
            asked.getHideVotes());
    ClientSocket.Place place = socket.place();
    if (place == null) {
      socket.refuse(request, NOT_JOINED);
      return;
    }
    Participant creator = socket.participant();
    MeetingSession session = place.seat().session();
    Requests.then(
        socket,
        request,
        access
            .standing(session.id(), creator.voter())
            .thenCombine(apps.find(creator.app()), Right::new),
        right -> {
          List<String> problems = poll.problems();
          if (right.app().isEmpty() || !right.mayCreate()) {
            socket.refuse(request, NOT_ALLOWED);
          } else if (!problems.isEmpty()) {
            socket.refuse(request, String.join(" ", problems));
          } else {
            ask(socket, request, place, right.app().get(), poll);
          }
        });
  }

  /// Whether somebody may ask a poll, and for which app.
  private record Right(Optional<org.pollard.meeting.Standing> standing, Optional<App> app) {

    boolean mayCreate() {
      return standing.filter(each -> each.live() && each.polls().create()).isPresent();
    }
  }

  private void ask(
      ClientSocket socket, Request request, ClientSocket.Place place, App app, NewPoll poll) {
    Requests.then(
        socket,
        request,
        CompletableFuture.supplyAsync(
            () -> asking.ask(app, place.seat().session(), poll, socket.participant()),
            virtualThreads),
        asked -> {
          if (asked.isEmpty()) {
            socket.refuse(request, NO_SESSION);
            return;
          }
          SessionId made = new SessionId(Long.parseLong(asked.get().id()));
          place.hall().want(new Want.OnePoll(socket, Event.CREATE_POLL, request.id(), made));
        });
  }

  void list(ClientSocket socket, Request request) {
    ClientSocket.Place place = socket.place();
    if (place != null) {
      place.hall().want(new Want.Polls(socket, request.id()));
      return;
    }
    Recipient.Viewing recipient = recipient(socket);
    Requests.then(
        socket,
        request,
        CompletableFuture.supplyAsync(() -> drawn(recipient), virtualThreads),
        polls ->
            socket.answer(Frames.list(request.id(), polls.stream().map(Encoded::of).toList())));
  }

  private List<DrawnPoll> drawn(Recipient.Viewing recipient) {
    Participant participant = recipient.participant();
    return sessions
        .active(participant.meeting())
        .filter(session -> views(session.id(), participant))
        .map(
            session ->
                drawing.many(
                    reading.polls(session.id(), Hall.MOST_POLLS).stream()
                        .filter(PollSession::open)
                        .toList(),
                    true,
                    recipient))
        .orElse(List.of());
  }

  private boolean views(MeetingSessionId session, Participant participant) {
    return access
        .standing(session, participant.voter())
        .join()
        .filter(each -> each.polls().view())
        .isPresent();
  }

  void vote(ClientSocket socket, Request request) throws InvalidProtocolBufferException {
    VotePollRequest asked = VotePollRequest.parseFrom(request.payload());
    long index = asked.getIndex();
    Integer option = index < 0 || index > Integer.MAX_VALUE ? null : (int) index;
    ClientSocket.Place place = socket.place();
    CompletableFuture<Optional<MeetingSessionId>> session =
        place != null
            ? CompletableFuture.completedFuture(Optional.of(place.seat().session().id()))
            : CompletableFuture.supplyAsync(
                () -> sessions.active(socket.participant().meeting()).map(MeetingSession::id),
                virtualThreads);
    Requests.then(
        socket,
        request,
        session,
        found -> {
          if (found.isEmpty()) {
            socket.refuse(request, NO_SESSION);
            return;
          }
          Requests.then(
              socket,
              request,
              voting.vote(found.get(), asked.getPollId(), option, socket.participant()),
              outcome -> voted(socket, request, outcome, option));
        });
  }

  private void voted(
      ClientSocket socket, Request request, PollVoting.Outcome outcome, @Nullable Integer option) {
    switch (outcome) {
      case PollVoting.Outcome.Voted(PollSession poll, @Nullable ChoiceId choice, boolean views) -> {
        if (choice != null && option != null) {
          socket.castHere().put(poll.id(), new ClientSocket.Cast(choice, option));
        }
        ClientSocket.Place place = socket.place();
        if (place != null) {
          place.hall().want(new Want.OnePoll(socket, Event.VOTE_POLL, request.id(), poll.id()));
        } else if (views) {
          answerAlone(socket, request, poll);
        } else {
          socket.answer(Frames.empty(request.event(), request.id()));
        }
      }
      case PollVoting.Outcome.Denied() -> socket.refuse(request, NOT_ALLOWED);
      case PollVoting.Outcome.UnknownPoll() -> socket.refuse(request, "Unknown poll");
      case PollVoting.Outcome.UnknownOption(int options) ->
          socket.refuse(request, "The poll has " + options + " options, counted from 0");
      case PollVoting.Outcome.Unsure() -> socket.refuse(request, Requests.BUSY);
    }
  }

  private void answerAlone(ClientSocket socket, Request request, PollSession poll) {
    Recipient.Viewing recipient = recipient(socket);
    Requests.then(
        socket,
        request,
        CompletableFuture.supplyAsync(
            () -> drawing.many(List.of(poll), true, recipient), virtualThreads),
        drawn ->
            socket.answer(
                drawn.isEmpty()
                    ? Frames.empty(request.event(), request.id())
                    : Frames.update(request.event(), request.id(), Encoded.of(drawn.getFirst()))));
  }

  private static Recipient.Viewing recipient(ClientSocket socket) {
    Map<SessionId, ChoiceId> castHere = new HashMap<>();
    socket.castHere().forEach((poll, cast) -> castHere.put(poll, cast.choice()));
    return new Recipient.Viewing(socket.participant(), castHere);
  }
}
