package org.pollard.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pollard.course.Course;
import org.pollard.course.Courses;
import org.pollard.course.FrameOrigin;
import org.pollard.course.Room;
import org.pollard.course.RoomStyle;
import org.pollard.course.Rooms;
import org.pollard.edge.Witness;
import org.pollard.people.AuditEvent;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Changes;

/// Brings a room to what is wanted of it: all that is wrong is refused before anything is changed.
/// Thread-safe; may wait for the database.
@ApplicationScoped
class RoomChanges {

  private static final int LONGEST_NAME = 255;
  private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");

  private final Rooms rooms;
  private final Courses courses;
  private final RoomFrames roomFrames;
  private final Changes changes;
  private final Witness witness;

  RoomChanges(
      Rooms rooms, Courses courses, RoomFrames roomFrames, Witness witness, Changes changes) {
    this.changes = changes;
    this.roomFrames = roomFrames;
    this.rooms = rooms;
    this.courses = courses;
    this.witness = witness;
  }

  /// What is wanted of a room; absent is what stays.
  ///
  /// @param guestsAMinute how many new guests from one address; 0 takes as many as come
  /// @param nextOpens whether the next poll is opened as it is shown
  /// @param formal whether German pages say *Sie*
  /// @param color such as `#5541d8`; empty: the usual one
  /// @param seenByAll whether what is on show is told to everybody who knows the code
  /// @param frames origins whose pages may show the room's in a frame
  @JsonNaming(SnakeCaseStrategy.class)
  public record Wish(
      @Nullable String name,
      @Nullable Boolean guests,
      @Nullable Boolean renew,
      @JsonProperty("guests_a_minute") @Nullable Integer guestsAMinute,
      @Nullable Boolean nextOpens,
      @Nullable Boolean formal,
      @Nullable String color,
      @Nullable List<@Nullable String> frames,
      @Nullable Boolean seenByAll) {}

  /// The course as it is afterwards.
  Course apply(RoutingContext http, HostedRooms.Hosted hosted, Wish wish) {
    Course course = hosted.course();
    String named = wish.name() == null ? null : name(wish.name());
    int aMinute = aMinute(wish.guestsAMinute());
    String color = color(wish.color());
    List<FrameOrigin> frames = frames(wish.frames());
    if (named != null) {
      course = courses.change(course.id(), now -> renamed(now, named)).orElse(null);
    }
    if (course == null) {
      throw WebProblem.NOT_FOUND.refusal();
    }
    if (wish.guests() != null) {
      rooms.allowGuests(course.id(), wish.guests());
      note(http, hosted, wish.guests() ? "guests are let in" : "guests are not let in");
    }
    if (wish.guestsAMinute() != null) {
      rooms.limitGuests(course.id(), aMinute);
    }
    if (wish.nextOpens() != null) {
      rooms.openNext(course.id(), wish.nextOpens());
    }
    if (wish.seenByAll() != null) {
      rooms.showToAll(course.id(), wish.seenByAll());
      note(http, hosted, wish.seenByAll() ? "is shown to all" : "is not shown to all");
    }
    if (wish.formal() != null || wish.color() != null || wish.frames() != null) {
      rooms.style(course.id(), now -> styled(now, wish, color, frames));
    }
    if (wish.frames() != null) {
      List<String> origins = frames.stream().map(FrameOrigin::text).toList();
      note(http, hosted, origins.isEmpty() ? "no frames" : "frames of " + origins);
    }
    if (Boolean.TRUE.equals(wish.renew())) {
      rooms.renew(course.id());
    }
    if (wish.frames() != null || Boolean.TRUE.equals(wish.renew())) {
      roomFrames.forget();
    }
    // A whole hall asks then how the room is: not for what only hosts see.
    if (isSeenByAll(wish)) {
      changes.roomChanged(new AudienceRef.InCourse(course.id().value(), null));
    }
    return course;
  }

  private static boolean isSeenByAll(Wish wish) {
    return wish.name() != null
        || wish.guests() != null
        || wish.formal() != null
        || wish.color() != null
        || Boolean.TRUE.equals(wish.renew());
  }

  private static Course renamed(Course now, String name) {
    return new Course(now.id(), name, now.code(), now.state(), now.isPublic(), now.createdAt());
  }

  private static RoomStyle styled(
      RoomStyle now, Wish wish, @Nullable String color, List<FrameOrigin> frames) {
    RoomStyle style = now;
    if (wish.formal() != null) {
      style = style.withFormal(wish.formal());
    }
    if (wish.color() != null) {
      style = style.withColor(color);
    }
    return wish.frames() == null ? style : style.withFrames(frames);
  }

  private void note(RoutingContext http, HostedRooms.Hosted hosted, String what) {
    witness.note(http, AuditEvent.RIGHTS_CHANGED, hosted.user(), what + " in " + hosted.told());
  }

  private static int aMinute(@Nullable Integer given) {
    int aMinute = given == null ? 0 : given;
    if (aMinute < 0 || aMinute > Room.MOST_GUESTS_A_MINUTE) {
      throw WebProblem.INVALID.refusal(
          "guests_a_minute must be 0 to " + Room.MOST_GUESTS_A_MINUTE + ".");
    }
    return aMinute;
  }

  private static @Nullable String color(@Nullable String given) {
    if (given == null || given.isEmpty()) {
      return null;
    }
    if (!COLOR.matcher(given).matches()) {
      throw WebProblem.INVALID.refusal("color must be # and six hexadecimal digits, or empty.");
    }
    return given.substring(1).toLowerCase(Locale.ROOT);
  }

  private static List<FrameOrigin> frames(@Nullable List<@Nullable String> given) {
    List<FrameOrigin> frames = new ArrayList<>();
    for (String each : given == null ? List.<@Nullable String>of() : given) {
      FrameOrigin read =
          FrameOrigin.read(each == null ? "" : each).orElseThrow(WebProblem.FRAME::refusal);
      if (!frames.contains(read)) {
        frames.add(read);
      }
    }
    if (frames.size() > RoomStyle.MOST_FRAMES) {
      throw WebProblem.TOO_MANY_FRAMES.refusal();
    }
    return frames;
  }

  static String name(@Nullable String given) {
    String name = given == null ? "" : given.strip();
    WebProblem.refuseUnfitName("name", name, LONGEST_NAME);
    return name;
  }
}
