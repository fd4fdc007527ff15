package org.pollard.canvas;

/// In which form ids go out. Immutable.
///
/// @param strings always as strings, as Canvas itself sends those of polling; else only where a
///   client asks for them, and as numbers where it does not, as Canvas's published examples have
///   them
public record IdForm(boolean strings) {}
