/// Live results: who is watching what, snapshots that carry a growing version, and the `/live`
/// routes by which they are read, streamed and voted on. Who is slow gets the newest snapshot
/// later; nobody waits for anybody.
@NullMarked
package org.pollard.live;

import org.jspecify.annotations.NullMarked;
