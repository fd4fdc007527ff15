package org.pollard.architecture.planted.canvas;

import org.pollard.web.HostResource;

/// Planted: breaks a rule on purpose.
record KnowsWeb(HostResource known) {}
