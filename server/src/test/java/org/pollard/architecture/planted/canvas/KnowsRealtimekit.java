package org.pollard.architecture.planted.canvas;

import org.pollard.realtimekit.RealtimeKitErrors;

/// Planted: breaks a rule on purpose.
record KnowsRealtimekit(RealtimeKitErrors known) {}
