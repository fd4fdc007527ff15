package org.pollard.realtimekit;

/// The one account of this server, as it stands in paths: 32 hexadecimal digits.
public record AccountId(String value) {}
