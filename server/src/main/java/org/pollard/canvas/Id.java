package org.pollard.canvas;

/// An id on the wire: a JSON number, or a string of the same digits when the client asked for
/// those.
record Id(long value) {}
