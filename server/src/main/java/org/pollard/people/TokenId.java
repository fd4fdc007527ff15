package org.pollard.people;

/// Identity of an access token; not the secret.
public record TokenId(long value) {}
