package org.pollard.realtimekit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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

  private static final String DETAILS = "/v2/internals/participant-details";
  private static final String ICE_SERVERS = "/iceservers";

  /// Before the intake, which knows these for forbidden to participants.
  private static final int FIRST = -2_000;

  private static final Pattern OPEN_TO_ALL =
      Pattern.compile(
          DETAILS
              + "|"
              + ICE_SERVERS
              + "|/v2/meetings/[^/]*/active-(livestream|transcript)"
              + "|/v2/recordings/active-recording/[^/]*"
              + "|/(v2|client/v4)/.*meetings/[^/]*/active-session/poll/[^/]*/vote");

  private static final Pattern NOT_HERE =
      Pattern.compile(
          "/v2/meetings/[^/]*/active-(livestream|transcript)"
              + "|/v2/recordings/active-recording/[^/]*");

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
    router.route("/v2/*").order(FIRST).handler(this::open);
    router.route("/client/v4/*").order(FIRST).handler(this::open);
    router.route(ICE_SERVERS).order(FIRST).handler(this::open);
    router.route(DETAILS).order(FIRST + 1).handler(this::details);
    router.route(ICE_SERVERS).order(FIRST + 1).handler(ClientRoutes::iceServers);
  }

  /// Lets pages of other origins in, and tells what the client may do without that it is not here.
  private void open(RoutingContext http) {
    HttpServerRequest request = http.request();
    String path = request.path();
    if (path == null || !OPEN_TO_ALL.matcher(path).matches()) {
      http.next();
      return;
    }
    allow(http);
    if (request.method().equals(HttpMethod.OPTIONS)) {
      request.resume();
      var _ = http.response().setStatusCode(204).end();
    } else if (NOT_HERE.matcher(path).matches()) {
      request.resume();
      RealtimeKitIntake.answer(http, RealtimeKitErrors.noRoute());
    } else {
      http.next();
    }
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
    http.request().resume();
    ObjectNode body = RealtimeKitJson.object();
    body.put("success", true).putArray("iceServers");
    answer(http, body);
  }

  private void details(RoutingContext http) {
    HttpServerRequest request = http.request();
    request.resume();
    if (!request.method().equals(HttpMethod.GET)) {
      RealtimeKitIntake.answer(http, RealtimeKitErrors.noRoute());
      return;
    }
    onContext(
        http,
        admission.of(bearer(request)),
        outcome -> {
          switch (outcome) {
            case Admission.Outcome.Refused(int status) -> RealtimeKitIntake.refuse(http, status);
            case Admission.Outcome.Admitted(Participant participant, Meeting meeting, _) -> {
              var wait = limit.enter("participant " + participant.voter().value());
              if (wait.isPresent()) {
                RealtimeKitIntake.answer(http, RealtimeKitErrors.tooMany(wait.get()));
                return;
              }
              onContext(
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

  private static String bearer(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.toLowerCase(Locale.ROOT).startsWith("bearer ")
        ? header.substring("bearer ".length()).strip()
        : "";
  }

  private static void answer(RoutingContext http, ObjectNode body) {
    var _ =
        http.response()
            .putHeader(HttpHeaders.CONTENT_TYPE, RealtimeKitJson.MEDIA_TYPE)
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
            .end(Buffer.buffer(RealtimeKitJson.bytes(body)));
  }

  private static <T extends @Nullable Object> void onContext(
      RoutingContext http, CompletableFuture<T> stage, Consumer<T> then) {
    Context context = Objects.requireNonNull(Vertx.currentContext());
    var _ =
        stage.whenComplete(
            (value, fault) ->
                context.runOnContext(
                    _ -> {
                      if (fault == null) {
                        then.accept(value);
                      } else {
                        http.fail(fault);
                      }
                    }));
  }
}
