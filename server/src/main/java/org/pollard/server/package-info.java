/// The running program: configuration, first start, health, limits, and the error mapping of last
/// resort. The `…Wiring` classes put the house together, a room each: the only ones that know who
/// is behind a port. What they wire knows nothing of the framework.
@NullMarked
package org.pollard.server;

import org.jspecify.annotations.NullMarked;
