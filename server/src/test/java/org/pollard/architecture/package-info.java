/// The arrows between packages as tests. What is planted below breaks them on purpose, so that
/// every rule is seen to fail.
@NullMarked
package org.pollard.architecture;

import org.jspecify.annotations.NullMarked;
