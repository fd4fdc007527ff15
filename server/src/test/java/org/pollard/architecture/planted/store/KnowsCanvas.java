package org.pollard.architecture.planted.store;

import org.pollard.canvas.Throttle;

/// Planted: breaks a rule on purpose.
record KnowsCanvas(Throttle known) {}
