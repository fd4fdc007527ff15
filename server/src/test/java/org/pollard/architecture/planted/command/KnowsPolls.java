package org.pollard.architecture.planted.command;

import org.pollard.poll.Poll;

/// Planted: breaks a rule on purpose.
record KnowsPolls(Poll known) {}
