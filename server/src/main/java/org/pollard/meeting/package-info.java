/// Meetings: apps with their keys, presets, meetings, participants and their tokens, the sessions
/// of a meeting, who is present in them, and the audience that they give to a poll session. The API
/// tokens of the account, with which apps are managed, live here too.
@NullMarked
package org.pollard.meeting;

import org.jspecify.annotations.NullMarked;
