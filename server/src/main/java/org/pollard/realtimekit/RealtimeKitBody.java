package org.pollard.realtimekit;

/// What is written by [RealtimeKitBodyWriter].
interface RealtimeKitBody {}
