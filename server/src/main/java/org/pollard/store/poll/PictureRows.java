package org.pollard.store.poll;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Quota;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Picture;
import org.pollard.poll.PictureStore;
import org.pollard.poll.PollId;
import org.pollard.store.ChangeCounts;
import org.pollard.store.Columns;
import org.pollard.store.Database;
import org.pollard.store.Dialect;

/// Images of questions and choices. They lie by the ids of both, which a poll that is deleted and
/// taken back keeps; whatever deletes one for good removes them with it. Thread-safe.
public final class PictureRows implements PictureStore {

  /// In the place of a choice: the image is the question's.
  private static final long OF_QUESTION = 0;

  private final Database database;

  public PictureRows(Database database) {
    this.database = database;
  }

  @Override
  public Placing put(Picture picture, Content content) {
    return changed(
        picture.poll(),
        picture.choice(),
        handle -> {
          Quota.PICTURES.check(others(handle, picture));
          handle
              .createUpdate(
                  """
                  INSERT INTO picture (poll_id, choice_id, name, alt, type, width, height, bytes)
                  VALUES (:poll, :choice, :name, :alt, :type, :width, :height, :bytes)
                  ON CONFLICT (poll_id, choice_id) DO UPDATE
                  SET name = excluded.name, alt = excluded.alt, type = excluded.type,
                    width = excluded.width, height = excluded.height, bytes = excluded.bytes
                  """)
              .bind("poll", picture.poll().value())
              .bind("choice", place(picture.choice()))
              .bind("name", picture.name())
              .bind("alt", picture.alt())
              .bind("type", content.type())
              .bind("width", picture.width())
              .bind("height", picture.height())
              .bind("bytes", content.bytes())
              .execute();
        });
  }

  @Override
  public Placing remove(PollId poll, @Nullable ChoiceId choice) {
    return changed(
        poll,
        choice,
        handle ->
            handle
                .createUpdate("DELETE FROM picture WHERE poll_id = :poll AND choice_id = :choice")
                .bind("poll", poll.value())
                .bind("choice", place(choice))
                .execute());
  }

  private interface Change {
    void in(Handle handle);
  }

  /// Whoever votes waits, so that nobody answers to what is there no more.
  private Placing changed(PollId poll, @Nullable ChoiceId choice, Change change) {
    Dialect dialect = database.dialect();
    return database.write(
        handle -> {
          if (!PollRows.lock(handle, dialect, poll) || !isThere(handle, poll, choice)) {
            return Placing.GONE;
          }
          SessionChanges.lockSessionsOf(handle, dialect, poll);
          if (PollDrafts.isAnswered(handle, poll)) {
            return Placing.HAS_VOTES;
          }
          change.in(handle);
          ChangeCounts.addToSessionsOf(handle, database.node(), poll.value());
          return Placing.DONE;
        });
  }

  private static boolean isThere(Handle handle, PollId poll, @Nullable ChoiceId choice) {
    return choice == null
        || handle
            .createQuery("SELECT id FROM choice WHERE id = :choice AND poll_id = :poll")
            .bind("choice", choice.value())
            .bind("poll", poll.value())
            .mapTo(long.class)
            .findOne()
            .isPresent();
  }

  /// How many images the owner of the poll has besides this one.
  private static long others(Handle handle, Picture picture) {
    return handle
        .createQuery(
            """
            SELECT count(*) FROM picture i JOIN poll p ON p.id = i.poll_id
            WHERE p.owner_id = (SELECT owner_id FROM poll WHERE id = :poll)
              AND NOT (i.poll_id = :poll AND i.choice_id = :choice)
            """)
        .bind("poll", picture.poll().value())
        .bind("choice", place(picture.choice()))
        .mapTo(long.class)
        .one();
  }

  private static long place(@Nullable ChoiceId choice) {
    return choice == null ? OF_QUESTION : choice.value();
  }

  @Override
  public Optional<Content> content(String name) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT type, bytes FROM picture WHERE name = :name")
                .bind("name", Columns.findable(name))
                .map((row, _) -> new Content(row.getString("type"), row.getBytes("bytes")))
                .findOne());
  }

  /// Those of these polls, each with its own; polls without any are left out.
  Map<PollId, List<Picture>> of(Collection<PollId> polls) {
    Dialect dialect = database.dialect();
    List<Picture> found =
        database.read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT poll_id, choice_id, name, alt, width, height FROM picture
                        WHERE %s ORDER BY poll_id, choice_id
                        """
                            .formatted(dialect.among("poll_id", "polls")))
                    .bind("polls", dialect.list(polls.stream().map(PollId::value).toList()))
                    .map(
                        (row, _) ->
                            new Picture(
                                new PollId(row.getLong("poll_id")),
                                row.getLong("choice_id") == OF_QUESTION
                                    ? null
                                    : new ChoiceId(row.getLong("choice_id")),
                                row.getString("name"),
                                row.getString("alt"),
                                row.getInt("width"),
                                row.getInt("height")))
                    .list());
    Map<PollId, List<Picture>> pictures = new LinkedHashMap<>();
    found.forEach(each -> pictures.computeIfAbsent(each.poll(), _ -> new ArrayList<>()).add(each));
    return pictures;
  }

  /// With a poll that is deleted for good.
  static void removeOf(Handle handle, PollId poll) {
    handle
        .createUpdate("DELETE FROM picture WHERE poll_id = :poll")
        .bind("poll", poll.value())
        .execute();
  }

  /// With a choice that is deleted.
  static void removeOf(Handle handle, PollId poll, ChoiceId choice) {
    handle
        .createUpdate("DELETE FROM picture WHERE poll_id = :poll AND choice_id = :choice")
        .bind("poll", poll.value())
        .bind("choice", choice.value())
        .execute();
  }
}
