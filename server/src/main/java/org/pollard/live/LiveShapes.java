package org.pollard.live;

/// What is answered under `/live`, for its description.
public final class LiveShapes {

  private LiveShapes() {}

  public static Shape<?> snapshot() {
    return SnapshotJson.SHAPE;
  }

  public static Shape<?> poll() {
    return PollJson.SHAPE;
  }

  public static Shape<?> pollOfRoom() {
    return PollJson.OF_ROOM;
  }

  public static Shape<?> entry() {
    return LiveEntries.ENTRY;
  }

  public static Shape<?> row() {
    return LiveResults.ROW;
  }

  public static Shape<?> bucket() {
    return LiveResults.BUCKET;
  }

  public static Shape<?> voters() {
    return LiveSessions.VOTERS;
  }

  /// An answer, which is the body of a vote as well.
  public static Shape<?> answer() {
    return AnswerJson.SHAPE;
  }

  public static Shape<?> counted() {
    return LiveVotes.COUNTED;
  }

  public static Shape.Content kind() {
    return PollJson.KIND;
  }
}
