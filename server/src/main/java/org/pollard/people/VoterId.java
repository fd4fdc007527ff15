package org.pollard.people;

/// Identity of whoever can vote: a user, a meeting's participant or a guest. One sequence serves
/// all kinds, so a number never means two voters. A user's id on the Canvas wire is this number.
public record VoterId(long value) {}
