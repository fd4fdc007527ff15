/// The rules of polling, without any I/O: what a poll, a choice, a poll session and an answer are,
/// who may see what, and what the outcomes of a vote are. It names as ports what it needs from the
/// outside.
@NullMarked
package org.pollard.poll;

import org.jspecify.annotations.NullMarked;
