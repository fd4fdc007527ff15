package org.pollard.web;

import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.pollard.course.CourseId;
import org.pollard.course.FrameOrigin;
import org.pollard.course.Room;
import org.pollard.course.Rooms;
import org.pollard.edge.Arrival;
import org.pollard.people.ShortMemory;

/// Knows who may show a page of a room in a frame. Thread-safe; never waits.
@ApplicationScoped
class RoomFrames {

  private static final int MOST_ROOMS = 10_000;
  private static final int LONGEST = 100;

  private final Rooms rooms;
  private final ExecutorService virtualThreads;
  private final ShortMemory<Asked, List<FrameOrigin>> known = new ShortMemory<>(MOST_ROOMS);

  RoomFrames(Rooms rooms, @VirtualThreads ExecutorService virtualThreads) {
    this.rooms = rooms;
    this.virtualThreads = virtualThreads;
  }

  /// @param room a code, or the id of a course
  private record Asked(boolean byCode, String room, String key) {}

  /// Of a join page; nobody when the key is not the room's.
  CompletableFuture<List<FrameOrigin>> ofCode(String code, String key) {
    return of(new Asked(true, code, key));
  }

  /// Of a big screen.
  CompletableFuture<List<FrameOrigin>> ofCourse(String course, String key) {
    return of(new Asked(false, course, key));
  }

  /// To be called after a room has another key, or allows others: on other nodes that is seen when
  /// the memory of it ends.
  void forget() {
    known.forgetAll();
  }

  private CompletableFuture<List<FrameOrigin>> of(Asked asked) {
    return asked.room().length() > LONGEST || asked.key().length() > LONGEST
        ? CompletableFuture.completedFuture(List.of())
        : known.get(asked, each -> CompletableFuture.supplyAsync(() -> find(each), virtualThreads));
  }

  private List<FrameOrigin> find(Asked asked) {
    CourseId course = new CourseId(Arrival.idOf(asked.room()));
    Optional<Room> room =
        asked.byCode()
            ? rooms.find(asked.room())
            : rooms.of(List.of(course)).values().stream().findFirst();
    return room.map(each -> Rooms.framesOf(each, asked.key())).orElse(List.of());
  }
}
