package org.pollard.realtimekit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;
import org.pollard.edge.Arrival;
import org.pollard.edge.Hop;
import org.pollard.meeting.Meeting;
import org.pollard.meeting.MeetingAccess;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.MeetingStore;
import org.pollard.meeting.Participant;
import org.pollard.meeting.PollPermissions;
import org.pollard.meeting.Preset;

/// What the browser client calls besides its socket, from pages of any origin: who one is, and a
/// few addresses that are answered with nothing. The vote route is opened to other origins here as
/// well; no other route of this wire is.
@ApplicationScoped
class ClientRoutes {

  static final String DETAILS = "/v2/internals/participant-details";
  static final String ICE_SERVERS = "/iceservers";

  private static final Pattern OPEN_TO_ALL =
      Pattern.compile(
          DETAILS
              + "|"
              + ICE_SERVERS
              + "|/v2/meetings/[^/]*/active-(livestream|transcript)"
              + "|/v2/recordings/active-recording/[^/]*"
              + "|/(v2|client/v4)/.*meetings/[^/]*/active-session/poll/[^/]*/vote");

  private final Admission admission;
  private final MeetingStore meetings;
  private final MeetingSessionStore sessions;
  private final MeetingAccess access;
  private final RateLimit limit;
  private final ExecutorService virtualThreads;

  ClientRoutes(
      Admission admission,
      MeetingStore meetings,
      MeetingSessionStore sessions,
      MeetingAccess access,
      RateLimit limit,
      @VirtualThreads ExecutorService virtualThreads) {
    this.admission = admission;
    this.meetings = meetings;
    this.sessions = sessions;
    this.access = access;
    this.limit = limit;
    this.virtualThreads = virtualThreads;
  }

  void register(@Observes Router router) {
    router.get(DETAILS).handler(this::details);
    router.get(ICE_SERVERS).handler(ClientRoutes::iceServers);
    router.options("/*").handler(ClientRoutes::preflight);
    Map.of(
            "/v2/meetings/:meeting/active-livestream", "livestream",
            "/v2/meetings/:meeting/active-transcript", "transcript",
            "/v2/recordings/active-recording/:meeting", "recording")
        .forEach((path, what) -> router.get(path).handler(http -> notHere(http, what)));
  }

  /// Lets pages of other origins in where the browser client calls, and nowhere else.
  static void greet(RoutingContext http, String path) {
    if (OPEN_TO_ALL.matcher(path).matches()) {
      allow(http);
    }
  }

  private static void preflight(RoutingContext http) {
    var _ = http.response().setStatusCode(204).end();
  }

  /// Programs ask for these too, and hear what they hear in the other style.
  private static void notHere(RoutingContext http, String what) {
    RealtimeKitFacade.answer(
        http, RealtimeKitErrors.noActive(what, String.valueOf(http.pathParam("meeting"))));
  }

  private static void allow(RoutingContext http) {
    String origin = http.request().getHeader(HttpHeaders.ORIGIN);
    if (origin == null) {
      return;
    }
    String asked = http.request().getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
    // Late, so that whatever is answered bears them.
    http.addHeadersEndHandler(
        _ -> {
          var headers = http.response().headers();
          headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
          headers.add(HttpHeaders.VARY, "Origin");
          if (http.request().method().equals(HttpMethod.OPTIONS)) {
            headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, OPTIONS");
            headers.set(
                HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
                asked == null || !HEADERS_FORM.matcher(asked).matches() ? HEADERS : asked);
            headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
          }
        });
  }

  private static final String HEADERS =
      "authorization, content-type, tracing-id, traceparent, x-realtimekit-version";

  private static final Pattern HEADERS_FORM = Pattern.compile("[0-9A-Za-z_, -]{1,1000}");

  private static void iceServers(RoutingContext http) {
    ObjectNode body = RealtimeKitJson.object();
    body.put("success", true).putArray("iceServers");
    answer(http, body);
  }

  private void details(RoutingContext http) {
    Hop.then(
        http,
        admission.of(Objects.requireNonNullElse(Arrival.of(http).shown().bearer(), "")),
        outcome -> {
          switch (outcome) {
            case Admission.Outcome.Refused(int status) -> RealtimeKitFacade.refuse(http, status);
            case Admission.Outcome.Admitted(Participant participant, Meeting meeting, _) -> {
              var wait = limit.enter("participant " + participant.voter().value());
              if (wait.isPresent()) {
                RealtimeKitFacade.answer(http, RealtimeKitErrors.tooMany(wait.get()));
                return;
              }
              Hop.then(
                  http,
                  CompletableFuture.supplyAsync(
                      () -> details(participant, meeting), virtualThreads),
                  body -> answer(http, body));
            }
          }
        });
  }

  private ObjectNode details(Participant participant, Meeting meeting) {
    PollPermissions polls =
        sessions
            .active(meeting.id())
            .flatMap(session -> access.standing(session.id(), participant.voter()).join())
            .map(standing -> standing.polls())
            .orElse(participant.permissions().polls());
    Optional<Preset> preset = meetings.preset(participant.preset());
    ObjectNode body = RealtimeKitJson.object().put("success", true);
    ObjectNode data = body.putObject("data");
    ObjectNode who =
        data.putObject("participant")
            .put("id", participant.id().value().toString())
            .put("name", participant.displayName())
            .put("custom_participant_id", participant.customId())
            .put("organization_id", participant.app().value());
    if (participant.picture() != null) {
      // Nothing in its place when there is none: the client takes null for a fault.
      who.put("picture", participant.picture());
    }
    data.set("preset", PresetInForce.of(preset.orElseThrow(), polls).json());
    data.putObject("meeting").put("title", meeting.title() == null ? "" : meeting.title());
    return body;
  }

  private static void answer(RoutingContext http, ObjectNode body) {
    var _ =
        http.response()
            .putHeader(HttpHeaders.CONTENT_TYPE, RealtimeKitJson.MEDIA_TYPE)
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
            .end(Buffer.buffer(RealtimeKitJson.bytes(body)));
  }
}
