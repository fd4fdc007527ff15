package org.pollard.web;

import org.jspecify.annotations.Nullable;
import org.pollard.edge.Problem;
import org.pollard.people.BusyException;
import org.pollard.people.PlainText;

/// The closed catalogue of errors of the pages' own calls, as problem details (RFC 9457). `code` is
/// for the pages, which say it in the reader's language.
enum WebProblem {
  BAD_REQUEST(400, "bad_request", "The request could not be understood"),
  SIGN_IN(401, "sign_in", "Sign in first"),
  WRONG(401, "wrong", "User name and password, or the token, are not right"),
  NOT_ALLOWED(403, "not_allowed", "You may not do that here"),
  OTHER_ORIGIN(403, "other_origin", "The page is of another address than the one that was asked"),
  NO_GUESTS(403, "no_guests", "This room is for people with an account"),
  WRONG_PASSWORD(403, "wrong_password", "This is not the old password"),
  REMOVED(403, "removed", "Somebody who runs this room has removed you from it"),
  NOT_FOUND(404, "not_found", "There is no such thing, or not for you"),
  UNKNOWN_CODE(404, "unknown_code", "No room has this code"),
  OTHER_METHOD(405, "other_method", "This address is asked in another way"),
  LOGIN_TAKEN(409, "login_taken", "Somebody else has this user name"),
  LAST_HOST(409, "last_host", "Nobody would run this room any more"),
  NO_PASSWORD(409, "no_password", "There is no password that could be changed"),
  TOO_LATE(404, "too_late", "It is too late to take this back"),
  USED_LINK(
      410,
      "used_link",
      "This link was used already, or is older than 24 hours, or than ten minutes if it came from"
          + " another browser"),
  USED_CODE(410, "used_code", "This code was used already, or is older than five minutes"),
  USED_INVITATION(
      410, "used_invitation", "This invitation was used already, or is older than seven days"),
  TOO_LARGE(413, "too_large", "The body is larger than anything that belongs here"),
  PASSWORD_SHORT(422, "password_short", "A password must have 8 characters at least"),
  PASSWORD_LONG(422, "password_long", "A password must have 255 characters at most"),
  PASSWORD_COMMON(422, "password_common", "This is a password that everybody tries first"),
  TOO_MANY_GUESTS(429, "too_many_guests", "Too many guests came from this address at once"),
  BUSY(429, "busy", "Too many try this at the moment; try again in a while"),
  FRAME(422, "frame", "An origin is a scheme and a host, such as https://lms.example.org"),
  TOO_MANY_FRAMES(422, "too_many_frames", "There are 10 origins at most"),
  IMAGE(
      422,
      "image",
      "A logo is a still PNG, JPEG or WebP of 2048 by 2048 pixels and 256 KiB at most"),
  PICTURE(
      422,
      "picture",
      "An image is a still PNG, JPEG or WebP of 1 MiB, 4096 pixels a side and 9 million together at most"),
  ALT(422, "alt", "What the image shows must be said in 1 to 500 characters, in plain text"),
  ANSWERED(409, "has_votes", "Somebody has answered to what is there"),
  INVALID(422, "invalid", "The request is understood, but what it says cannot be"),
  OVERRUN(503, "overrun", "The server is busy; try again in a moment");

  private final int status;
  private final String code;
  private final String title;

  WebProblem(int status, String code, String title) {
    this.status = status;
    this.code = code;
    this.title = title;
  }

  Refusal refusal() {
    return new Refusal(plain(), null);
  }

  /// Told to come back later.
  static Refusal busy(BusyException busy) {
    return new Refusal(BUSY.plain(), busy.retryAfterSeconds());
  }

  /// @param detail what is wrong in this case
  Refusal refusal(String detail) {
    return new Refusal(with(detail), null);
  }

  /// Refuses what cannot be a name.
  static void refuseUnfitName(String field, String name, int longest) {
    if (name.length() > longest || PlainText.looksEmpty(name)) {
      throw INVALID.refusal(field + " must have 1 to " + longest + " characters.");
    }
    if (!PlainText.isLine(name)) {
      throw INVALID.refusal(field + " " + PlainText.RULE + ".");
    }
  }

  Problem with(String detail) {
    return new Problem(status, title, detail, code);
  }

  Problem plain() {
    return with(title);
  }

  /// Ends a call with a problem.
  static final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    private final @Nullable Long retryAfter;

    private Refusal(Problem problem, @Nullable Long retryAfter) {
      super(problem.detail(), null, false, false);
      this.problem = problem;
      this.retryAfter = retryAfter;
    }

    /// Seconds; null: nothing is said about it.
    @Nullable Long retryAfter() {
      return retryAfter;
    }

    Problem problem() {
      return problem;
    }
  }
}
