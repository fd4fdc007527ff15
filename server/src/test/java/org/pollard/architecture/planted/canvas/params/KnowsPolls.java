package org.pollard.architecture.planted.canvas.params;

import org.pollard.poll.Poll;

/// Planted: breaks a rule on purpose.
record KnowsPolls(Poll known) {}
