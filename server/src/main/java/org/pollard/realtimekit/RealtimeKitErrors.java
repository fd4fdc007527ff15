package org.pollard.realtimekit;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.MeetingId;

/// The closed catalogue of errors on the RealtimeKit wire.
///
/// Every error has `error` with the status as its code. Those that Cloudflare's API gives for all
/// its products (credentials, permission, unknown route) have its general `errors` too, with codes
/// of their own.
public final class RealtimeKitErrors {

  /// Of every error.
  public static final String MEDIA_TYPE = RealtimeKitJson.MEDIA_TYPE;

  private static final int AUTHENTICATION = 10000;
  private static final int NO_ROUTE = 7003;
  private static final Map<String, String> CHALLENGE =
      Map.of("WWW-Authenticate", "Bearer realm=\"realtime\"");
  private static final List<String> GLOBAL_KEY =
      List.of("X-Auth-Email", "X-Auth-Key", "X-Auth-User-Service-Key");

  /// Official clients repeat what failed with 5xx unless they are told not to.
  private static final Map<String, String> NEVER = Map.of("X-Should-Retry", "false");

  private static final Map<String, String> SOON = Map.of("Retry-After", "1");

  private RealtimeKitErrors() {}

  static RealtimeKitError unauthenticated() {
    return unauthenticated("Authentication error");
  }

  /// @param shown the headers of the call: credentials of a kind that is not taken here are told so
  static RealtimeKitError unauthenticated(MultiMap shown) {
    return !shown.contains("Authorization") && GLOBAL_KEY.stream().anyMatch(shown::contains)
        ? unauthenticated(
            "X-Auth-Email, X-Auth-Key and X-Auth-User-Service-Key are not taken here; "
                + "send an API token as Authorization: Bearer")
        : unauthenticated();
  }

  private static RealtimeKitError unauthenticated(String message) {
    return new RealtimeKitError(401, general(401, AUTHENTICATION, message), CHALLENGE);
  }

  static RealtimeKitError denied() {
    return new RealtimeKitError(403, general(403, AUTHENTICATION, "Authentication error"));
  }

  static RealtimeKitError noRoute() {
    return new RealtimeKitError(
        404, general(404, NO_ROUTE, "Could not route to the path that was asked for"));
  }

  static RealtimeKitError notFound(String what) {
    return new RealtimeKitError(404, plain(404, what + " not found"));
  }

  static RealtimeKitError noActiveSession(MeetingId meeting) {
    return noActive("session", meeting);
  }

  static RealtimeKitError noUser(String id) {
    return new RealtimeKitError(404, plain(404, "No user found with id " + id));
  }

  static RealtimeKitError noPreset(String name) {
    return new RealtimeKitError(404, plain(404, "No preset found with name " + name));
  }

  static RealtimeKitError taken(String what) {
    return new RealtimeKitError(409, plain(409, what + " exists already"));
  }

  /// @param problems all that is wrong, at least one sentence
  static RealtimeKitError invalid(List<String> problems) {
    return new RealtimeKitError(400, plain(400, String.join(" ", problems)));
  }

  static RealtimeKitError invalid(String... problems) {
    return invalid(Arrays.asList(problems));
  }

  /// The body when there may be no more of something.
  public static byte[] quota(String sentence) {
    return RealtimeKitJson.bytes(invalid(sentence).body());
  }

  /// A body that is not declared as JSON.
  static RealtimeKitError noJson() {
    return new RealtimeKitError(
        415, plain(415, "The body must be JSON, sent with Content-Type: application/json."));
  }

  /// Something that the original does and this server does not do at all.
  static RealtimeKitError notDone(String what) {
    return new RealtimeKitError(501, plain(501, what), NEVER);
  }

  /// Nothing of this kind is going on in the meeting, or ever was.
  static RealtimeKitError noActive(String what, MeetingId meeting) {
    return noActive(what, meeting.value().toString());
  }

  /// The same of a meeting that was not looked up, since of none there is any.
  static RealtimeKitError noActive(String what, String meeting) {
    return new RealtimeKitError(
        404, plain(404, "No active " + what + " found for meeting_id " + meeting));
  }

  static RealtimeKitError tooLarge(int limit) {
    return new RealtimeKitError(413, plain(413, "The body is larger than " + limit + " bytes."));
  }

  static RealtimeKitError tooMany(Duration wait) {
    return new RealtimeKitError(
        429,
        plain(429, "Too many requests"),
        Map.of("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))));
  }

  /// Nothing is known to be stored; the same again is right.
  static RealtimeKitError busy() {
    return new RealtimeKitError(503, plain(503, "The server is busy; try again in a moment"), SOON);
  }

  /// The usual error with this status, for refusals that say nothing more.
  static RealtimeKitError ofStatus(int status) {
    return switch (status) {
      case 401 -> unauthenticated();
      case 403 -> denied();
      case 404 -> notFound("Participant");
      case 429 -> tooMany(Duration.ofSeconds(1));
      case 503 -> busy();
      default -> new RealtimeKitError(status, plain(status, "The request could not be understood"));
    };
  }

  /// The body for what the framework or a fault answered instead of a resource.
  ///
  /// @param report the number under which the log holds a fault
  public static byte[] lastResort(int status, long report) {
    RealtimeKitError error =
        switch (status) {
          case 401 -> unauthenticated();
          case 404 -> noRoute();
          case 503 -> busy();
          default ->
              status >= 500
                  ? new RealtimeKitError(
                      status, plain(status, "A fault of the server; its log has it as " + report))
                  : new RealtimeKitError(
                      status, plain(status, "The request could not be understood"));
        };
    return RealtimeKitJson.bytes(error.body());
  }

  private static Map<String, @Nullable Object> plain(int status, String message) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", false);
    body.put("error", pair(status, message));
    return body;
  }

  private static Map<String, @Nullable Object> general(int status, int code, String message) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(plain(status, message));
    body.put("errors", List.of(pair(code, message)));
    body.put("messages", List.of());
    body.put("result", null);
    return body;
  }

  private static Map<String, Object> pair(int code, String message) {
    Map<String, Object> pair = new LinkedHashMap<>();
    pair.put("code", code);
    pair.put("message", message);
    return pair;
  }
}
