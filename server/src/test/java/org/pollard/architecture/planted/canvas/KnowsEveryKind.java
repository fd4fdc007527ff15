package org.pollard.architecture.planted.canvas;

import org.pollard.poll.PollStore;

/// Planted: breaks a rule on purpose.
record KnowsEveryKind(PollStore known) {}
