/// Users, their tokens and links, guests, and what was noted of them.
@NullMarked
package org.pollard.store.people;

import org.jspecify.annotations.NullMarked;
