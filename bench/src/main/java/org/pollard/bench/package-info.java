/// Benchmarks: the packaged server as a process of its own, loaded over real HTTP from this one.
@NullMarked
package org.pollard.bench;

import org.jspecify.annotations.NullMarked;
