package org.pollard.realtimekit.socket;

import java.util.Arrays;
import java.util.Optional;

/// The events of this wire that are known here, by their numbers: a group in the high half, a
/// message in the low one.
enum Event {
  ROOM_PEERS(2),
  JOIN_ROOM(3),
  LEAVE_ROOM(4),
  ROOM_INFO(5),
  /// Goes out only.
  PEER_COUNT(17),
  CONNECTED_ROOMS(20),
  ADDED_PARTICIPANTS(28),
  KICK(30),
  KICK_ALL(31),
  WAITING_REQUESTS(33),
  /// Goes out only.
  ERROR(65_535),
  CHAT_MESSAGES(65_536),
  SEND_CHAT_MESSAGE(65_537),
  CHAT_PAGE(65_541),
  PLUGIN_STORE(131_082),
  CREATE_POLL(196_608),
  GET_POLLS(196_609),
  VOTE_POLL(196_610),
  GET_PRESETS(327_680),
  UPDATE_PRESETS(327_681);

  private final int number;

  Event(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static Optional<Event> of(int number) {
    return Arrays.stream(values()).filter(each -> each.number == number).findFirst();
  }
}
