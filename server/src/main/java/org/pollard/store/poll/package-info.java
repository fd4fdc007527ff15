/// Polls, choices and images, their sessions, and what was counted in them.
@NullMarked
package org.pollard.store.poll;

import org.jspecify.annotations.NullMarked;
