package org.pollard.realtimekit;

import org.pollard.edge.Caller;
import org.pollard.meeting.App;
import org.pollard.meeting.Participant;
import org.pollard.people.CallerKind;
import org.pollard.people.TokenId;

/// Who a credential turned out to be on this wire. Immutable.
sealed interface RealtimeKitCaller extends Caller {

  /// The administrator of this server: everything, without limit.
  ///
  /// @param token what is made with it ends with it
  record Administrator(TokenId token) implements RealtimeKitCaller {

    @Override
    public CallerKind kind() {
      return CallerKind.ADMINISTRATOR;
    }
  }

  /// A program with an API token of the account.
  ///
  /// @param token names the token, not its secret
  /// @param opensMeetings whether one of its permission groups does
  record ApiClient(String token, boolean opensMeetings) implements RealtimeKitCaller {

    @Override
    public CallerKind kind() {
      return opensMeetings ? CallerKind.API_TOKEN : CallerKind.STRANGER;
    }
  }

  /// A program with an app's own key.
  record AppClient(App app) implements RealtimeKitCaller {

    @Override
    public CallerKind kind() {
      return CallerKind.APP;
    }
  }

  /// A participant with a token of their own.
  record InMeeting(Participant participant) implements RealtimeKitCaller {

    @Override
    public CallerKind kind() {
      return CallerKind.PARTICIPANT;
    }
  }

  /// Somebody whom this server knows from elsewhere, and who has no business here.
  record Stranger(String token) implements RealtimeKitCaller {

    @Override
    public CallerKind kind() {
      return CallerKind.STRANGER;
    }
  }

  /// Nobody whom this server knows.
  record Unknown() implements RealtimeKitCaller {

    @Override
    public CallerKind kind() {
      return CallerKind.NOBODY;
    }
  }
}
