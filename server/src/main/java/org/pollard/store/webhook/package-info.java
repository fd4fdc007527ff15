/// Webhooks, and what is still to be told to them.
@NullMarked
package org.pollard.store.webhook;

import org.jspecify.annotations.NullMarked;
