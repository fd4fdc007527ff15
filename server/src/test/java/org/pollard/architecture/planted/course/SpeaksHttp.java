package org.pollard.architecture.planted.course;

import jakarta.ws.rs.core.Response;

/// Planted: breaks a rule on purpose.
record SpeaksHttp(Response known) {}
