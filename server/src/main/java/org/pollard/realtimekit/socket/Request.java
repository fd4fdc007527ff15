package org.pollard.realtimekit.socket;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/// What a client asks for.
///
/// @param id by which the client knows the answer; some clients send none
record Request(Event event, @Nullable String id, ByteString payload) {}
