package org.pollard.architecture.planted.course;

import java.sql.Connection;

/// Planted: breaks a rule on purpose.
record SpeaksSql(Connection known) {}
