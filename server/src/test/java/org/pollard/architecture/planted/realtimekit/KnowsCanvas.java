package org.pollard.architecture.planted.realtimekit;

import org.pollard.canvas.CanvasErrors;

/// Planted: breaks a rule on purpose.
record KnowsCanvas(CanvasErrors known) {}
