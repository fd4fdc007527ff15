package org.pollard.course;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a room looks and speaks. Immutable.
///
/// @param formal whether German pages say *Sie*
/// @param color what stands in place of the accent, as six small hexadecimal digits; null: the
///   usual one
/// @param logo the name of its image, drawn by lot; null: none
/// @param frames whose pages may show this room's in a frame
public record RoomStyle(
    boolean formal, @Nullable String color, @Nullable String logo, List<FrameOrigin> frames) {

  /// More than that are no setting but a mistake.
  public static final int MOST_FRAMES = 10;

  /// As rooms are made.
  public static final RoomStyle USUAL = new RoomStyle(false, null, null, List.of());

  private static final Pattern COLOR = Pattern.compile("[0-9a-f]{6}");

  public RoomStyle {
    frames = List.copyOf(frames);
    if (color != null && !COLOR.matcher(color).matches()) {
      throw new IllegalArgumentException("a color is six hexadecimal digits, not " + color);
    }
    if (frames.size() > MOST_FRAMES) {
      throw new IllegalArgumentException(frames.size() + " origins, " + MOST_FRAMES + " at most");
    }
  }

  public RoomStyle withFormal(boolean wanted) {
    return new RoomStyle(wanted, color, logo, frames);
  }

  public RoomStyle withColor(@Nullable String wanted) {
    return new RoomStyle(formal, wanted, logo, frames);
  }

  public RoomStyle withFrames(List<FrameOrigin> wanted) {
    return new RoomStyle(formal, color, logo, wanted);
  }
}
