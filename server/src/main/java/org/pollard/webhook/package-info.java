/// Webhooks: who wants to be told of what, and the sender that tells them until they have it. What
/// happened is written by the store in the transaction in which it happened; what it says to others
/// is drawn by the facade whose words it uses.
@NullMarked
package org.pollard.webhook;

import org.jspecify.annotations.NullMarked;
