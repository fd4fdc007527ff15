/// Courses, sections and who is in them; the rooms that are made of them.
@NullMarked
package org.pollard.store.course;

import org.jspecify.annotations.NullMarked;
