package org.pollard.course;

import java.util.Optional;

/// Keeps one small image a room. Thread-safe; every call may wait for the database, so none belongs
/// on an event loop. A write has been made durable when the call returns.
public interface LogoStore {

  /// Gives a room this image in place of the one it has.
  ///
  /// @param name drawn by lot, since whoever knows it may see the image
  void put(CourseId room, String name, Logo logo);

  /// Takes a room its image; one that has none stays as it is.
  void remove(CourseId room);

  /// The image of this name.
  Optional<Logo> logo(String name);

  /// An image.
  ///
  /// @param type its media type
  @SuppressWarnings("ArrayRecordComponent") // written once, read by whoever sends it
  record Logo(String type, byte[] bytes) {}
}
