package org.pollard.realtimekit;

import org.pollard.meeting.App;
import org.pollard.meeting.Participant;

/// Who a credential turned out to be.
sealed interface Caller {

  /// The administrator of this server: everything, without limit.
  record Administrator() implements Caller {}

  /// A program with an API token of the account.
  ///
  /// @param token names the token, not its secret
  /// @param opensMeetings whether one of its permission groups does
  record ApiClient(String token, boolean opensMeetings) implements Caller {}

  /// A program with an app's own key.
  record AppClient(App app) implements Caller {}

  /// A participant with a token of their own.
  record InMeeting(Participant participant) implements Caller {}

  /// Somebody whom this server knows from elsewhere, and who has no business here.
  record Stranger(String token) implements Caller {}
}
