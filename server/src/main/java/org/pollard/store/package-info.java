/// All SQL: the embedded SQLite and the shared PostgreSQL behind the ports of the other packages,
/// and their migrations.
@NullMarked
package org.pollard.store;

import org.jspecify.annotations.NullMarked;
