package org.pollard.architecture.planted.util;

/// Planted: breaks a rule on purpose.
record Things() {}
