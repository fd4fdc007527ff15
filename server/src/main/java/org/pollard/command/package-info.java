/// The command line: what an operator types, what it answers, and with which exit code. Each
/// command asks the server that runs on the data folder, or the database of one that does not, and
/// says which.
@NullMarked
package org.pollard.command;

import org.jspecify.annotations.NullMarked;
