/// Everybody who can take part: users, the voter identity that every kind of voter shares, access
/// tokens and their scopes, and what a presented credential turns out to be.
@NullMarked
package org.pollard.people;

import org.jspecify.annotations.NullMarked;
