package org.pollard.canvas;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/// A bare array, as Canvas's resources beside polling answer.
record Bare<T>(@JsonValue List<T> items) implements CanvasBody {}
