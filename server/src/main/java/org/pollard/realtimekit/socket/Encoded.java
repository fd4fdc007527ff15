package org.pollard.realtimekit.socket;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import java.util.List;
import message.v1.Poll;
import message.v1.PollOption;
import message.v1.PollVote;
import org.pollard.realtimekit.DrawnPoll;

/// A poll as bytes for one recipient: a few pieces, most of them shared with others. Pieces one
/// after the other are one message, as protobuf has it. Immutable.
record Encoded(List<Piece> pieces) {

  Encoded {
    pieces = List.copyOf(pieces);
  }

  /// The first `length` of these bytes.
  static final class Piece {

    private final byte[] bytes;
    private final int length;

    Piece(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }
  }

  static Encoded of(byte[]... all) {
    return new Encoded(Arrays.stream(all).map(each -> new Piece(each, each.length)).toList());
  }

  /// A poll that was drawn for one recipient.
  static Encoded of(DrawnPoll poll) {
    return of(
        head(poll).toByteArray(),
        Poll.newBuilder()
            .addAllOptions(poll.options().stream().map(Encoded::option).toList())
            .addAllVotes(poll.voted())
            .build()
            .toByteArray());
  }

  /// What is the same for everybody at every time.
  static Poll head(DrawnPoll poll) {
    return Poll.newBuilder()
        .setPollId(poll.id())
        .setCreatedBy(poll.createdBy())
        .setCreatedByUserId(poll.createdByUserId())
        .setQuestion(poll.question())
        .setHideVotes(poll.hideVotes())
        .setAnonymous(poll.anonymous())
        .build();
  }

  static PollOption option(DrawnPoll.Option option) {
    return PollOption.newBuilder()
        .setText(option.text())
        .setCount(option.count())
        .addAllVotes(
            option.votes().stream()
                .map(
                    each -> PollVote.newBuilder().setUserId(each.id()).setName(each.name()).build())
                .toList())
        .build();
  }

  int length() {
    return pieces.stream().mapToInt(each -> each.length).sum();
  }

  void writeTo(Buffer buffer) {
    pieces.forEach(each -> buffer.appendBytes(each.bytes, 0, each.length));
  }
}
