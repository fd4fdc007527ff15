/// What goes on by itself for as long as the server runs, and whether it still does. Every package
/// may know it; it knows none.
@NullMarked
package org.pollard.pulse;

import org.jspecify.annotations.NullMarked;
