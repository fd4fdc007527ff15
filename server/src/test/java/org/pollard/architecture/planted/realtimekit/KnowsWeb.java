package org.pollard.architecture.planted.realtimekit;

import org.pollard.web.HostResource;

/// Planted: breaks a rule on purpose.
record KnowsWeb(HostResource known) {}
