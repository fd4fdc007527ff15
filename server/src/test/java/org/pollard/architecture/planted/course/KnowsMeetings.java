package org.pollard.architecture.planted.course;

import org.pollard.meeting.Meeting;

/// Planted: breaks a rule on purpose.
record KnowsMeetings(Meeting known) {}
