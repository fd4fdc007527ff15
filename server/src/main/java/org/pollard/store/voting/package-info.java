/// Votes: how a batch is cast, and what is scrubbed of it afterwards.
@NullMarked
package org.pollard.store.voting;

import org.jspecify.annotations.NullMarked;
