package org.pollard.realtimekit.socket;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import message.v1.ErrorMessage;
import message.v1.SocketMessage;
import org.jspecify.annotations.Nullable;

/// Makes the frames that go out. What is large is put together from bytes that exist already.
final class Frames {

  private static final int PAYLOAD = 3;

  /// The poll of an update, and each poll of a list.
  private static final int POLL = 1;

  private Frames() {}

  /// @param id of the request that is answered; null when nobody asked
  static Buffer of(Event event, @Nullable String id, MessageLite payload) {
    return Buffer.buffer(start(event, id).setPayload(payload.toByteString()).build().toByteArray());
  }

  static Buffer empty(Event event, @Nullable String id) {
    return Buffer.buffer(start(event, id).setPayload(ByteString.EMPTY).build().toByteArray());
  }

  /// @param event number of the request that is refused
  static Buffer error(int event, @Nullable String id, String message) {
    return of(
        Event.ERROR,
        id,
        ErrorMessage.newBuilder().setErrorMessage(message).setEventId(event).build());
  }

  /// One poll.
  static Buffer update(Event event, @Nullable String id, Encoded poll) {
    return polls(event, id, List.of(poll));
  }

  /// All polls of a session.
  static Buffer list(@Nullable String id, List<Encoded> polls) {
    return polls(Event.GET_POLLS, id, polls);
  }

  private static Buffer polls(Event event, @Nullable String id, List<Encoded> polls) {
    byte[] head = start(event, id).build().toByteArray();
    int payload = polls.stream().mapToInt(each -> framed(each.length())).sum();
    Buffer frame = Buffer.buffer(head.length + framed(payload));
    frame.appendBytes(head);
    begin(frame, PAYLOAD, payload);
    for (Encoded each : polls) {
      begin(frame, POLL, each.length());
      each.writeTo(frame);
    }
    return frame;
  }

  private static SocketMessage.Builder start(Event event, @Nullable String id) {
    SocketMessage.Builder message = SocketMessage.newBuilder().setEvent(event.number());
    return id == null ? message : message.setId(id);
  }

  /// How long it is with its tag and length before it; the tags here are all one byte.
  private static int framed(int length) {
    return 1 + CodedOutputStream.computeUInt32SizeNoTag(length) + length;
  }

  private static void begin(Buffer frame, int field, int length) {
    frame.appendByte((byte) ((field << 3) | 2));
    int rest = length;
    while (rest > 0x7f) {
      frame.appendByte((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    frame.appendByte((byte) rest);
  }
}
