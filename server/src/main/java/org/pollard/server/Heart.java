package org.pollard.server;

import java.util.List;
import java.util.function.Supplier;
import org.pollard.pulse.Pulse;

/// Threads of a room on which everything there hangs. Immutable.
///
/// @param pulses how they are now
record Heart(Supplier<List<Pulse>> pulses) {}
