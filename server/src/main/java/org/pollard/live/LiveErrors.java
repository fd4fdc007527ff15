package org.pollard.live;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.pollard.edge.Problem;
import org.pollard.people.BusyException;
import org.pollard.poll.NewerQuestionException;

/// The closed catalogue of errors of our own API, as problem details (RFC 9457). `code` is for
/// programs, `detail` for people.
enum LiveErrors {
  BAD_REQUEST(400, "bad_request", "The request could not be understood"),
  UNAUTHENTICATED(401, "unauthenticated", "Show a valid access token as bearer"),
  DENIED(403, "denied", "You may not do that here"),
  NOT_FOUND(404, "not_found", "There is no such thing, or not for you"),
  ALREADY_VOTED(409, "already_voted", "You have voted in this session already"),
  STILL_OPEN(
      409, "still_open", "Who took part in an anonymous session is told after it was closed"),
  TAKES_VOTES(409, "takes_votes", "Which choices are correct is told after the close"),
  NOT_OPENED(409, "not_opened", "Which choices are correct is told after it was open"),
  HAS_VOTES(409, "has_votes", "Whether answers can be changed is fixed with the first vote"),
  STAYS_CLOSED(
      409,
      "stays_closed",
      "An anonymous session with votes cannot be opened again; make a new one"),
  CHANGED(412, "changed", "Somebody has changed it since you read it; read it again"),
  CLOSED(409, "closed", "This session takes no votes now"),
  INVALID(422, "invalid", "The request is understood, but what it says cannot be"),
  QUOTA(422, "quota", "There are as many as there may be"),
  INVALID_ANSWER(422, "invalid_answer", "This cannot be an answer to the poll"),
  FULL(409, "full", "This session holds as many different entries as it may"),
  UNKNOWN_CHOICE(422, "unknown_choice", "The poll has no such choice"),
  TOO_LARGE(413, "too_large", "The body is larger than anything that belongs here"),
  TOO_MANY_STREAMS(429, "too_many_streams", "You follow too many streams at once; end some first"),
  TOO_MANY_REQUESTS(429, "too_many_requests", "You ask too often; try again in a moment"),
  BUSY(503, "busy", "The server is busy; try again in a moment"),
  NEWER_QUESTION(503, NewerQuestionException.CODE, NewerQuestionException.WORDS),
  UNKNOWN_OUTCOME(
      503, "unknown_outcome", "The vote could not be confirmed; try again, it is counted once");

  private final int status;
  private final String code;
  private final String title;

  LiveErrors(int status, String code, String title) {
    this.status = status;
    this.code = code;
    this.title = title;
  }

  /// Told to come back later.
  static void tooMany(RoutingContext http, BusyException busy) {
    if (!http.response().headWritten()) {
      http.response()
          .putHeader(HttpHeaders.RETRY_AFTER, Long.toString(busy.retryAfterSeconds()))
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
    TOO_MANY_REQUESTS.answer(http);
  }

  void answer(RoutingContext http) {
    answer(http, title);
  }

  /// @param detail what is wrong in this case
  void answer(RoutingContext http, String detail) {
    if (this == TOO_MANY_REQUESTS
        && !http.response().headWritten()
        && !http.response().headers().contains(HttpHeaders.RETRY_AFTER)) {
      http.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
    }
    new Problem(status, title, detail, code).answer(http);
  }
}
