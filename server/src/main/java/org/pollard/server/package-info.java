/// The running program: configuration, first start, health, limits, and the error mapping of last
/// resort.
@NullMarked
package org.pollard.server;

import org.jspecify.annotations.NullMarked;
