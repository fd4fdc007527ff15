package org.pollard.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.pollard.edge.Arrival;
import org.pollard.edge.Caller;
import org.pollard.edge.Facade;
import org.pollard.edge.Refused;
import org.pollard.edge.Route;
import org.pollard.people.CallerKind;
import org.pollard.people.Credentials;
import org.pollard.people.VoterId;

/// Pollard's own API at the edge: its routes, and its callers, who may be known by any credential.
/// Plain handlers on the event loop, since what is streamed is encoded once for many. Thread-safe;
/// never waits.
@Singleton
class LiveFacade implements Facade {

  static final String ROOT = "/live";

  private static final Caller NOBODY = new Caller.Nobody();

  private final Credentials credentials;
  private final CallBudget budget;
  private final LiveSight sights;
  private final PublicSight publicSight;
  private final LiveRoutes streams;
  private final LiveVotes votes;
  private final LiveSessions sessions;
  private final LivePolls polls;
  private final LiveEntries entries;
  private final LiveResults results;
  private final LiveWebhooks webhooks;

  LiveFacade(
      Credentials credentials,
      CallBudget budget,
      LiveSight sights,
      PublicSight publicSight,
      LiveRoutes streams,
      LiveVotes votes,
      LiveSessions sessions,
      LivePolls polls,
      LiveEntries entries,
      LiveResults results,
      LiveWebhooks webhooks) {
    this.credentials = credentials;
    this.budget = budget;
    this.sights = sights;
    this.publicSight = publicSight;
    this.streams = streams;
    this.votes = votes;
    this.sessions = sessions;
    this.polls = polls;
    this.entries = entries;
    this.results = results;
    this.webhooks = webhooks;
  }

  @Override
  public List<String> roots() {
    return List.of(ROOT);
  }

  @Override
  public List<Route> routes() {
    return LiveRules.all().stream().map(each -> each.answeredBy(handler(each))).toList();
  }

  private Route.Handler handler(Route route) {
    return switch (route.method() + " " + route.template()) {
      case "GET /live/sessions/{id}" -> sight(sights::session);
      case "GET /live/public/{code}" -> (arrival, _) -> publicSight.show(arrival.http());
      case "GET /live/rooms/{course}" -> sight(sights::room);
      case "GET /live/sessions/{id}/events" -> sight(streams::sessionEvents);
      case "GET /live/rooms/{course}/events" -> sight(streams::roomEvents);
      case "GET /live/meetings/{id}/events" -> sight(streams::meetingEvents);
      case "GET /live/sessions/{id}/voters" ->
          asking((http, caller, _) -> sessions.voters(http, caller));
      case "GET /live/sessions/{id}/results" -> sight(results::show);
      case "DELETE /live/sessions/{id}" ->
          asking((http, caller, _) -> sessions.delete(http, caller));
      case "PATCH /live/sessions/{id}/entries/{entry}" -> asking(entries::change);
      case "POST /live/polls" -> saying(polls::create);
      case "GET /live/polls/{id}" -> sight(polls::show);
      case "PUT /live/polls/{id}" -> saying(polls::replace);
      case "DELETE /live/polls/{id}" -> sight(polls::delete);
      case "GET /live/rooms/{course}/polls" -> sight(polls::ofRoom);
      case "GET /live/rooms/{course}/blocked" -> sight(entries::blocked);
      case "PUT /live/rooms/{course}/blocked" -> saying(entries::block);
      case "PUT /live/sessions/{id}/vote" -> saying(votes::cast);
      case "PATCH /live/sessions/{id}" -> asking(sessions::change);
      case "POST /live/polls/{poll}/sessions" -> asking(sessions::create);
      case "GET /live/rooms/{course}/webhooks" -> sight(webhooks::list);
      case "POST /live/rooms/{course}/webhooks" -> saying(webhooks::create);
      case "PATCH /live/rooms/{course}/webhooks/{id}" -> saying(webhooks::change);
      case "DELETE /live/rooms/{course}/webhooks/{id}" -> sight(webhooks::remove);
      case "GET /live/rooms/{course}/webhooks/{id}/deliveries" -> sight(webhooks::deliveries);
      case "PUT " + Ceiling.PATH -> Ceiling::vote;
      default -> throw new IllegalStateException("nothing answers " + route.template());
    };
  }

  private static Route.Handler sight(BiConsumer<RoutingContext, VoterId> call) {
    return (arrival, caller) -> call.accept(arrival.http(), voter(caller));
  }

  private interface WithBody {
    void go(RoutingContext http, VoterId voter, Buffer body);
  }

  private static Route.Handler saying(WithBody call) {
    return (arrival, caller) -> call.go(arrival.http(), voter(caller), arrival.body());
  }

  private interface ByCaller {
    void go(RoutingContext http, LiveCaller caller, Buffer body);
  }

  /// Where no path says which room it is about, so that the call itself has to judge that.
  private static Route.Handler asking(ByCaller call) {
    return (arrival, caller) -> call.go(arrival.http(), (LiveCaller) caller, arrival.body());
  }

  private static VoterId voter(Caller caller) {
    return ((LiveCaller) caller).voter();
  }

  @Override
  public CompletionStage<Caller> caller(Arrival arrival) {
    return credentials
        .known(arrival.shown())
        .thenApply(
            known ->
                known == null || !arrival.isOf(known.room())
                    ? NOBODY
                    : new LiveCaller(known.kind(), known.voter(), known.room()));
  }

  /// The administrator's token is held back nowhere.
  @Override
  public void admit(Arrival arrival, Caller caller) {
    if (caller instanceof LiveCaller(CallerKind kind, VoterId voter, _)
        && kind != CallerKind.ADMINISTRATOR
        && !budget.take(voter)) {
      LiveErrors.TOO_MANY_REQUESTS.answer(arrival.http());
    } else {
      arrival.handOn(caller);
    }
  }

  @Override
  public void refuse(Arrival arrival, Caller caller, Refused reason) {
    switch (reason) {
      case Refused.Malformed(String detail) ->
          LiveErrors.BAD_REQUEST.answer(arrival.http(), detail);
      case Refused.TooSlow slow -> LiveErrors.BAD_REQUEST.answer(arrival.http(), slow.detail());
      case Refused.TooLarge large -> LiveErrors.TOO_LARGE.answer(arrival.http(), large.detail());
      case Refused.Busy _ -> LiveErrors.BUSY.answer(arrival.http());
      case Refused.Denied _ -> LiveErrors.DENIED.answer(arrival.http());
      case Refused.Unauthenticated _ -> LiveErrors.UNAUTHENTICATED.answer(arrival.http());
      case Refused.UnknownRoute _, Refused.UnknownMethod _ ->
          LiveErrors.NOT_FOUND.answer(arrival.http());
    }
  }
}
