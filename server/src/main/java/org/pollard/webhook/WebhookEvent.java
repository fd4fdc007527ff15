package org.pollard.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a webhook can be told of. Those of apps are published by RealtimeKit, but for the two about
/// polls; some of them never happen here, since there are no media.
public enum WebhookEvent {
  MEETING_STARTED("meeting.started"),
  MEETING_ENDED("meeting.ended"),
  PARTICIPANT_JOINED("meeting.participantJoined"),
  PARTICIPANT_LEFT("meeting.participantLeft"),
  CHAT_SYNCED("meeting.chatSynced"),
  RECORDING_STATUS("recording.statusUpdate"),
  LIVESTREAMING_STATUS("livestreaming.statusUpdate"),
  TRANSCRIPT("meeting.transcript"),
  SUMMARY("meeting.summary"),
  POLL_CREATED("poll.created"),
  POLL_RESULTS("poll.results"),
  SESSION_OPENED("session.opened"),
  SESSION_CLOSED("session.closed");

  private final String word;

  WebhookEvent(String word) {
    this.word = word;
  }

  /// As everybody outside calls it.
  public String word() {
    return word;
  }

  /// Whether it is a course's.
  public boolean ofCourse() {
    return this == SESSION_OPENED || this == SESSION_CLOSED;
  }

  /// Those of apps, or those of courses, in their order.
  public static List<WebhookEvent> all(boolean ofCourse) {
    return Arrays.stream(values()).filter(each -> each.ofCourse() == ofCourse).toList();
  }

  public static Optional<WebhookEvent> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }
}
