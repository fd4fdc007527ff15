package org.pollard.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pollard.course.FrameOrigin;
import org.pollard.course.RoomStyle;

/// A room as its hosts see it.
///
/// @param guestsAMinute how many new guests it takes from one address; 0: as many as come
/// @param nextOpens whether the next poll is opened as it is shown
/// @param join the address to type, without its scheme
/// @param link what the QR code says
/// @param local whether that address works on the server's own machine only, since no other is
///   known
/// @param frames whose pages may show the room's in a frame
/// @param frameKey what has to stand in the addresses of such pages
/// @param seenByAll whether what is on show is told to everybody who knows the code
/// @param overlaid whether a link shows what the big screen shows
@JsonNaming(SnakeCaseStrategy.class)
public record RoomWire(
    long course,
    String name,
    String code,
    boolean guests,
    @JsonProperty("guests_a_minute") int guestsAMinute,
    boolean nextOpens,
    String join,
    String link,
    boolean local,
    Look look,
    List<String> frames,
    String frameKey,
    boolean overlaid,
    boolean seenByAll) {

  public RoomWire {
    frames = List.copyOf(frames);
  }

  /// What of it a remote control sees: nothing of where else its pages may be shown.
  RoomWire asSteered() {
    return new RoomWire(
        course,
        name,
        code,
        guests,
        guestsAMinute,
        nextOpens,
        join,
        link,
        local,
        look,
        List.of(),
        "",
        overlaid,
        seenByAll);
  }

  /// How a room looks and speaks, for everybody who sees it.
  ///
  /// @param formal whether German pages say *Sie*
  /// @param color such as `#5541d8`
  /// @param logo the address of its image
  public record Look(boolean formal, @Nullable String color, @Nullable String logo) {

    static Look of(RoomStyle style) {
      return new Look(
          style.formal(),
          style.color() == null ? null : "#" + style.color(),
          style.logo() == null ? null : "/web/logos/" + style.logo());
    }
  }

  static List<String> frames(RoomStyle style) {
    return style.frames().stream().map(FrameOrigin::text).toList();
  }
}
