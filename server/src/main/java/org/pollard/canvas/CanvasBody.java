package org.pollard.canvas;

/// Marks the wire shapes that are answered as JSON in Canvas's dialect, by [CanvasBodyWriter].
interface CanvasBody {}
