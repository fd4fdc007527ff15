package org.pollard.store.course;

import java.util.Optional;
import org.pollard.course.CourseId;
import org.pollard.course.LogoStore;
import org.pollard.store.Columns;
import org.pollard.store.Database;

/// One small image a room. Thread-safe.
public final class LogoRows implements LogoStore {

  private final Database database;

  public LogoRows(Database database) {
    this.database = database;
  }

  @Override
  public void put(CourseId room, String name, Logo logo) {
    database.write(
        handle -> {
          handle
              .createUpdate(
                  """
                  INSERT INTO room_logo (course_id, name, type, bytes)
                  VALUES (:room, :name, :type, :bytes)
                  ON CONFLICT (course_id) DO UPDATE
                  SET name = excluded.name, type = excluded.type, bytes = excluded.bytes
                  """)
              .bind("room", room.value())
              .bind("name", name)
              .bind("type", logo.type())
              .bind("bytes", logo.bytes())
              .execute();
          return handle
              .createUpdate("UPDATE room SET logo = :name WHERE course_id = :room")
              .bind("name", name)
              .bind("room", room.value())
              .execute();
        });
  }

  @Override
  public void remove(CourseId room) {
    database.write(
        handle -> {
          handle
              .createUpdate("UPDATE room SET logo = NULL WHERE course_id = :room")
              .bind("room", room.value())
              .execute();
          return handle
              .createUpdate("DELETE FROM room_logo WHERE course_id = :room")
              .bind("room", room.value())
              .execute();
        });
  }

  @Override
  public Optional<Logo> logo(String name) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT type, bytes FROM room_logo WHERE name = :name")
                .bind("name", Columns.findable(name))
                .map((row, context) -> new Logo(row.getString("type"), row.getBytes("bytes")))
                .findOne());
  }
}
