package org.pollard.canvas;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The closed catalogue of errors on the Canvas wire, with the texts that Canvas uses.
public final class CanvasErrors {

  /// Of every error but the throttle's.
  public static final String MEDIA_TYPE = CanvasJson.MEDIA_TYPE;

  private static final Map<String, String> CHALLENGE =
      Map.of("WWW-Authenticate", "Bearer realm=\"canvas-lms\"");

  private CanvasErrors() {}

  static CanvasError unauthenticated() {
    return new CanvasError(
        401,
        ordered("status", "unauthenticated", "errors", messages("user authorization required")),
        CHALLENGE);
  }

  static CanvasError unknownToken() {
    return new CanvasError(401, errors("Invalid access token."), CHALLENGE);
  }

  static CanvasError revokedToken() {
    return new CanvasError(401, errors("Revoked access token."), CHALLENGE);
  }

  static CanvasError expiredToken(Instant at) {
    return new CanvasError(
        401,
        Map.of(
            "errors",
            List.of(ordered("message", "Expired access token.", "expired_at", IsoTime.text(at)))),
        CHALLENGE);
  }

  static CanvasError insufficientScopes() {
    return new CanvasError(401, errors("Insufficient scopes on access token."));
  }

  static CanvasError badMasquerade() {
    return new CanvasError(401, Map.of("errors", "Invalid as_user_id"));
  }

  static CanvasError denied() {
    return new CanvasError(
        403,
        ordered(
            "status",
            "unauthorized",
            "errors",
            messages("user not authorized to perform that action")));
  }

  static CanvasError notFound() {
    return new CanvasError(404, errors("The specified resource does not exist."));
  }

  static CanvasError missing(String plural) {
    return badRequest(plural + " is missing");
  }

  static CanvasError badRequest(String reason) {
    return new CanvasError(400, errors(reason));
  }

  static CanvasError tooLarge(int limit) {
    return new CanvasError(413, errors("The body is larger than " + limit + " bytes."));
  }

  /// Canvas's answer to somebody who asks too much; it is no JSON.
  static CanvasError throttled() {
    return new CanvasError(
        403, "403 Forbidden (Rate Limit Exceeded)\n", Map.of("X-Rate-Limit-Remaining", "0.0"));
  }

  static CanvasError unavailable() {
    return new CanvasError(
        503,
        errors("The server cannot do this at the moment. Try again shortly."),
        Map.of("Retry-After", "1"));
  }

  /// The database could not store what was asked; trying again tells whether it did.
  static CanvasError notStored() {
    return new CanvasError(
        503,
        errors("The vote could not be confirmed. Try again: a vote is counted once."),
        Map.of("Retry-After", "1"));
  }

  /// Not in Canvas, which has no anonymous sessions.
  static CanvasError staysClosed() {
    return invalid(
        ModelError.custom(
            "base", "An anonymous poll session with submissions cannot be opened again."));
  }

  static CanvasError invalid(ModelError... errors) {
    return invalid(List.of(errors));
  }

  /// @param errors at least one; those of one attribute become one list, in their order
  static CanvasError invalid(List<ModelError> errors) {
    Map<String, List<ModelError>> byAttribute = new LinkedHashMap<>();
    for (ModelError each : errors) {
      byAttribute.computeIfAbsent(each.attribute(), _ -> new ArrayList<>()).add(each);
    }
    return new CanvasError(400, Map.of("errors", byAttribute));
  }

  /// The body when there may be no more of something.
  public static byte[] quota(String sentence) {
    return CanvasJson.bytes(invalid(new ModelError("base", "quota", sentence)).body());
  }

  /// A fault of the server.
  ///
  /// @param report the number under which the log holds it
  static CanvasError fault(long report) {
    return new CanvasError(
        500,
        ordered(
            "errors",
            List.of(
                ordered("message", "An error occurred.", "error_code", "internal_server_error")),
            "error_report_id",
            report));
  }

  /// The body for what the framework or a fault answered instead of a resource.
  ///
  /// @param report the number under which the log holds a fault
  public static byte[] lastResort(int status, long report) {
    CanvasError error =
        switch (status) {
          case 401 -> unauthenticated();
          case 404 -> notFound();
          case 503 -> unavailable();
          default ->
              status >= 500 ? fault(report) : badRequest("The request could not be understood.");
        };
    return CanvasJson.bytes(error.body());
  }

  private static Map<String, Object> errors(String message) {
    return Map.of("errors", messages(message));
  }

  private static List<Map<String, String>> messages(String message) {
    return List.of(Map.of("message", message));
  }

  private static Map<String, Object> ordered(
      String key1, Object value1, String key2, Object value2) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key1, value1);
    map.put(key2, value2);
    return map;
  }
}
