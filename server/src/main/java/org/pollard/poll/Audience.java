package org.pollard.poll;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.pollard.people.VoterId;

/// Port: tells what somebody may do with the poll sessions of an audience. Thread-safe. Answers
/// come from a bounded memory that every change made on this node empties at once; it may wait for
/// the database.
public interface Audience {

  /// The rights of this person in that audience; no rights at all when either is unknown.
  Viewer viewer(AudienceRef audience, VoterId person);

  /// The same without waiting; completes at once when what it takes is remembered.
  CompletableFuture<Viewer> viewerLater(AudienceRef audience, VoterId person);

  /// The audiences to which the person belongs; possibly none, each once.
  List<AudienceRef> audiencesOf(VoterId person);
}
