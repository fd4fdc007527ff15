/// The one way in: every request of every facade comes through [Edge], which judges its path, reads
/// its body, finds out who calls and lets in whom the route's rule names. Whatever is not declared
/// cannot be reached.
@NullMarked
package org.pollard.edge;

import org.jspecify.annotations.NullMarked;
