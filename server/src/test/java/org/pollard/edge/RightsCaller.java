package org.pollard.edge;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/// The kinds of callers of docs/rights.md, by what they have to do with the course, room and
/// meeting that a call is about.
@NullMarked
enum RightsCaller {
  NOBODY("nobody"),
  WRONG("wrong token"),
  EXPIRED("expired token"),
  REVOKED("revoked token"),
  SCOPED("scoped token"),
  OWN_PAGE("own page"),
  FOREIGN_PAGE("foreign page"),
  STUDENT("student"),
  OTHER_SECTION("other section"),
  OBSERVER("observer"),
  TA("TA"),
  DESIGNER("designer"),
  TEACHER("teacher"),
  OTHER_TEACHER("other teacher"),
  INACTIVE("inactive"),
  GUEST("guest"),
  OTHER_GUEST("other guest"),
  REMOTE("remote"),
  OTHER_REMOTE("other remote"),
  ADMINISTRATOR("administrator"),
  PARTICIPANT("participant"),
  NO_CREATE("no can_create"),
  NO_VOTE("no can_vote"),
  NO_VIEW("no can_view"),
  OTHER_MEETING("other meeting"),
  GONE_PARTICIPANT("gone participant"),
  APP("app key"),
  OTHER_APP("other app key"),
  API_TOKEN("API token"),
  IDLE_API_TOKEN("idle API token"),
  REVOKED_API_TOKEN("revoked API token");

  private final String words;

  RightsCaller(String words) {
    this.words = words;
  }

  /// As the page has it.
  String words() {
    return words;
  }

  static Optional<RightsCaller> of(String words) {
    return Arrays.stream(values()).filter(each -> each.words.equals(words)).findFirst();
  }
}
