package org.pollard.voting;

import org.pollard.people.VoterId;
import org.pollard.poll.Answer;
import org.pollard.poll.SessionId;

/// One voter's answer in one poll session, as it is brought.
public record Vote(SessionId session, VoterId voter, Answer answer) {}
