package org.pollard.web;

/// A room as its hosts see it.
///
/// @param join the address to type, without its scheme
/// @param link what the QR code says
public record RoomWire(
    long course, String name, String code, boolean guests, String join, String link) {}
