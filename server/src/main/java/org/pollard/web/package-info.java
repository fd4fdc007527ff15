/// Pollard's own pages for hosts and audiences, and what only they need from the server.
@NullMarked
package org.pollard.web;

import org.jspecify.annotations.NullMarked;
