/// The RealtimeKit wire: paths in two styles, credentials, shapes, errors, paging and the rate
/// limit. Mapping and nothing else; the rules are in `meeting`, `poll` and `voting`.
@NullMarked
package org.pollard.realtimekit;

import org.jspecify.annotations.NullMarked;
