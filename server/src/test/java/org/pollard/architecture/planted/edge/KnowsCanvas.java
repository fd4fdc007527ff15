package org.pollard.architecture.planted.edge;

import org.pollard.canvas.CanvasErrors;

/// Planted: breaks a rule on purpose.
record KnowsCanvas(CanvasErrors known) {}
