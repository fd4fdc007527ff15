package org.pollard.people;

/// What kinds of callers there are, by the credential they show. What one of them may do with a
/// certain poll or room is a matter of rights and judged later; what no caller of a kind may ever
/// do is refused at the edge by this alone.
public enum CallerKind {
  /// No credential, or none that is good.
  NOBODY,
  /// A guest of a room, by cookie.
  GUEST,
  /// A user, by access token or by the cookie of a signed-in browser.
  USER,
  /// Whoever shows the server's own administrator token, and users who are administrators.
  ADMINISTRATOR,
  /// A participant of a meeting, by the token that the meeting's program gave them.
  PARTICIPANT,
  /// The remote control of one room, by the cookie of a paired phone. It counts on routes that
  /// declare it and nowhere else.
  REMOTE,
  /// A program with an app's id and key.
  APP,
  /// A program with an API token of the account that opens meetings.
  API_TOKEN,
  /// Somebody with a good credential that opens nothing of this facade.
  STRANGER
}
