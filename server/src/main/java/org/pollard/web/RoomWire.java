package org.pollard.web;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A room as its hosts see it.
///
/// @param guestsAMinute how many new guests it takes from one address; 0: as many as come
/// @param nextOpens whether the next poll is opened as it is shown
/// @param join the address to type, without its scheme
/// @param link what the QR code says
/// @param local whether that address works on the server's own machine only, since no other is
///   known
public record RoomWire(
    long course,
    String name,
    String code,
    boolean guests,
    @JsonProperty("guests_a_minute") int guestsAMinute,
    @JsonProperty("next_opens") boolean nextOpens,
    String join,
    String link,
    boolean local) {}
