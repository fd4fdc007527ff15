package org.pollard.architecture.planted.poll;

import org.pollard.course.Course;

/// Planted: breaks a rule on purpose.
record KnowsCourses(Course known) {}
