package org.pollard.people;

/// A token and whose it is.
public record TokenHolder(AccessToken token, User user) {}
