package org.pollard.web.logo;

/// What is left of a file after everything was taken away that makes no picture. Nobody has drawn
/// it yet, so it may still be damaged. Not to be changed.
///
/// @param type its media type
/// @param width in pixels, as it says itself
/// @param held how to turn it upright
@SuppressWarnings("ArrayRecordComponent") // written once
record Parts(String type, byte[] bytes, int width, int height, Orientation held) {}
