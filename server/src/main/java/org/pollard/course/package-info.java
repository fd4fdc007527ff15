/// Classrooms: courses, sections and enrollments, their rules, and the audience they give to a poll
/// session.
@NullMarked
package org.pollard.course;

import org.jspecify.annotations.NullMarked;
