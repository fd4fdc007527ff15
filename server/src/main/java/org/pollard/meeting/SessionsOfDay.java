package org.pollard.meeting;

import java.time.LocalDate;

/// The sessions of an app that began on one day in UTC, at least one.
///
/// @param minutes for which connections lasted in them, all together, until now
public record SessionsOfDay(LocalDate day, long sessions, double minutes) {}
