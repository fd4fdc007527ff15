/// What is decided below a request, about each connection: whether it gets a place, how long it may
/// keep others waiting, when it is its turn, and how much of it is read while it does not take its
/// answers. Netty calls it for every connection that the server accepts, before anything else does
/// ([GuardExtension]). The one thing that others tell it is that a connection has shown a good
/// credential ([ConnectionGuard#known]).
@NullMarked
package org.pollard.edge.connection;

import org.jspecify.annotations.NullMarked;
