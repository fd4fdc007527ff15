package org.pollard.architecture.planted.meeting;

import org.pollard.course.Course;

/// Planted: breaks a rule on purpose.
record KnowsCourses(Course known) {}
