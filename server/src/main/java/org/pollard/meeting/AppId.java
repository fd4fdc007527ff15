package org.pollard.meeting;

/// Identity of an app: 32 hexadecimal digits, known outside.
public record AppId(String value) {}
