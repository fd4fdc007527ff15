/// The socket of the RealtimeKit browser client: admission, bounds, requests and their answers, and
/// the polls of a live meeting encoded once for all who may see the same. Mapping and nothing else;
/// the rules are in `meeting`, `poll` and `voting`, the tick in `live`.
@NullMarked
package org.pollard.realtimekit.socket;

import org.jspecify.annotations.NullMarked;
