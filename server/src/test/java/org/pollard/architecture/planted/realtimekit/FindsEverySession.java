package org.pollard.architecture.planted.realtimekit;

import org.pollard.voting.KnownSessions;

/// Planted: breaks a rule on purpose.
record FindsEverySession(KnownSessions known) {}
