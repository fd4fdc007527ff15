package org.pollard.live;

import org.pollard.edge.Caller;
import org.pollard.people.CallerKind;
import org.pollard.people.VoterId;

/// Somebody who is known to our own API, by whichever credential. Immutable.
record LiveCaller(CallerKind kind, VoterId voter) implements Caller {}
