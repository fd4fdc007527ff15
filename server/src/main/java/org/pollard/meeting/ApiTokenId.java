package org.pollard.meeting;

/// Identity of an API token: 32 hexadecimal digits; not the secret.
public record ApiTokenId(String value) {}
