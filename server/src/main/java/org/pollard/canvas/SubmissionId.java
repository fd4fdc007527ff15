package org.pollard.canvas;

import java.util.Optional;
import org.pollard.people.VoterId;
import org.pollard.poll.SessionId;

/// The id of a poll submission on the wire: one number for the pair of session and voter, which is
/// what identifies a vote. No id of its own is stored, so a vote costs one b-tree, and in an
/// anonymous session no number tells an order.
///
/// The pairing is Szudzik's elegant pairing ("An Elegant Pairing Function", Matthew Szudzik, 2006):
/// it reaches 2^53, beyond which JavaScript would round, only when sessions or voters number more
/// than 94 million.
///
/// @param session 1 or more
/// @param voter 1 or more
record SubmissionId(long session, long voter) {

  private static final long LARGEST_SIDE = 3_037_000_498L;

  static SubmissionId of(SessionId session, VoterId voter) {
    return new SubmissionId(session.value(), voter.value());
  }

  /// The number on the wire.
  long number() {
    if (Math.max(session, voter) > LARGEST_SIDE) {
      throw new IllegalStateException("no number for session " + session + ", voter " + voter);
    }
    return session < voter ? voter * voter + session : session * session + session + voter;
  }

  /// The pair behind a number; empty when no pair has it.
  static Optional<SubmissionId> ofNumber(long number) {
    // Kept where its square still fits: beyond, the comparison would overflow and never end.
    long root = Math.min((long) Math.sqrt((double) number), LARGEST_SIDE);
    while (root * root > number) {
      root--;
    }
    while (root < LARGEST_SIDE && (root + 1) * (root + 1) <= number) {
      root++;
    }
    long rest = number - root * root;
    if (rest > 2 * root) {
      return Optional.empty();
    }
    SubmissionId pair =
        rest < root ? new SubmissionId(rest, root) : new SubmissionId(root, rest - root);
    return pair.session < 1 || pair.voter < 1 ? Optional.empty() : Optional.of(pair);
  }

  SessionId sessionId() {
    return new SessionId(session);
  }

  VoterId voterId() {
    return new VoterId(voter);
  }
}
