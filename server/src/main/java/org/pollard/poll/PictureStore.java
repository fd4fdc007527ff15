package org.pollard.poll;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps one image at most for a question and for each of its choices. Thread-safe; every call may
/// wait for the database, so none belongs on an event loop. Which there are says
/// [PollStore#pictures].
public interface PictureStore {

  /// What became of a wish.
  enum Placing {
    DONE,
    /// The poll has no such choice, or is gone itself.
    GONE,
    /// Somebody has answered, and saw what was there.
    HAS_VOTES
  }

  /// Puts an image where it belongs, in place of the one that is there.
  ///
  /// @throws org.pollard.people.Quota.Reached when whoever owns the poll has as many as they may
  Placing put(Picture picture, Content content);

  /// Takes it away; where there is none nothing happens.
  ///
  /// @param choice null: that of the question
  Placing remove(PollId poll, @Nullable ChoiceId choice);

  /// What an image of this name looks like.
  Optional<Content> content(String name);

  /// An image as it is sent.
  ///
  /// @param type its media type
  @SuppressWarnings("ArrayRecordComponent") // written once, read by whoever sends it
  record Content(String type, byte[] bytes) {}
}
