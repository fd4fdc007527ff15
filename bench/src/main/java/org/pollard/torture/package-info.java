/// `bin/torture`: a hall votes over HTTP while servers and databases are killed under it, and a
/// plain model of the rules judges afterwards what is stored by what was answered.
@NullMarked
package org.pollard.torture;

import org.jspecify.annotations.NullMarked;
