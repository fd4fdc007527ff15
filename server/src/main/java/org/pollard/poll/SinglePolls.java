package org.pollard.poll;

/// The same as far as a wire sees it that speaks of one choice only: polls of other kinds, and
/// their sessions, are not there.
public interface SinglePolls extends PollStore {}
