/// What the tests against the packaged server share: the server as a process, a client that sends
/// what it is told, and a classroom to vote in.
@NullMarked
package org.pollard.harness;

import org.jspecify.annotations.NullMarked;
