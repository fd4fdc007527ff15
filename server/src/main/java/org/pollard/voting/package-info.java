/// The hot path of a vote: casting, opening and closing. Votes wait in one bounded queue and are
/// written many to a transaction; each caller learns its own outcome after the commit, never
/// before.
@NullMarked
package org.pollard.voting;

import org.jspecify.annotations.NullMarked;
