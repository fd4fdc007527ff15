package org.pollard.store.webhook;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.PollSession;
import org.pollard.webhook.WebhookEvent;

/// Writes down what webhooks are to tell, inside the transaction in which it happens: whatever is
/// stored is told, and nothing that was undone is. Of what no webhook wants nothing is written.
/// Confined to the transaction.
public final class WebhookEvents {

  private WebhookEvents() {}

  /// What the webhooks of the app want to know that this meeting session belongs to.
  public static Set<WebhookEvent> wantedOf(Handle handle, long meetingSession) {
    return wanted(
        handle
            .createQuery(
                """
                SELECT w.events FROM webhook w
                WHERE w.enabled AND w.app_id = (
                  SELECT m.app_id FROM meeting_session s JOIN meeting m ON m.id = s.meeting_id
                  WHERE s.id = :session)
                """)
            .bind("session", meetingSession)
            .mapTo(String.class)
            .list());
  }

  private static Set<WebhookEvent> wanted(List<String> wishes) {
    Set<WebhookEvent> wanted = EnumSet.noneOf(WebhookEvent.class);
    for (String each : wishes) {
      for (String word : each.strip().split(" ", -1)) {
        WebhookEvent.of(word).ifPresent(wanted::add);
      }
    }
    return wanted;
  }

  /// Something in a meeting session, if it is wanted.
  ///
  /// @param peer the connection that came or went
  public static void inMeeting(
      Handle handle,
      Set<WebhookEvent> wanted,
      WebhookEvent event,
      long meetingSession,
      @Nullable String peer,
      boolean byHost,
      Instant at) {
    if (!wanted.contains(event)) {
      return;
    }
    handle
        .createUpdate(
            """
            INSERT INTO webhook_event (app_id, event, meeting_session_id, peer_id, by_host, at,
              drawn)
            SELECT m.app_id, :event, s.id, CAST(:peer AS text), :by_host, :at, FALSE
            FROM meeting_session s JOIN meeting m ON m.id = s.meeting_id WHERE s.id = :session
            """)
        .bind("event", event.name())
        .bind("peer", peer)
        .bind("by_host", byHost)
        .bind("at", at.toEpochMilli())
        .bind("session", meetingSession)
        .execute();
  }

  /// The end of a meeting session, and the results of what was asked in it.
  public static void ended(Handle handle, long meetingSession, Instant at) {
    Set<WebhookEvent> wanted = wantedOf(handle, meetingSession);
    if (wanted.contains(WebhookEvent.MEETING_ENDED)) {
      boolean putOut =
          handle
                  .createQuery(
                      """
                  SELECT count(*) FROM peer p JOIN meeting_session s ON s.id = p.session_id
                  WHERE s.id = :session AND p.was_kicked AND p.left_at >= s.last_left_at
                  """)
                  .bind("session", meetingSession)
                  .mapTo(int.class)
                  .one()
              > 0;
      inMeeting(handle, wanted, WebhookEvent.MEETING_ENDED, meetingSession, null, putOut, at);
    }
    if (wanted.contains(WebhookEvent.POLL_RESULTS)) {
      handle
          .createUpdate(
              """
              INSERT INTO webhook_event (app_id, event, meeting_session_id, poll_session_id,
                by_host, at, drawn)
              SELECT m.app_id, :event, s.id, p.id, FALSE, :at, FALSE
              FROM poll_session p
              JOIN meeting_session s ON s.id = p.meeting_session_id
              JOIN meeting m ON m.id = s.meeting_id
              WHERE s.id = :session AND p.presented ORDER BY p.id
              """)
          .bind("event", WebhookEvent.POLL_RESULTS.name())
          .bind("at", at.toEpochMilli())
          .bind("session", meetingSession)
          .execute();
    }
  }

  /// A session was opened or closed. In a meeting that a poll is opened is its being asked.
  public static void turned(Handle handle, PollSession session, boolean open, Instant at) {
    switch (session.audience()) {
      case AudienceRef.InCourse(long course, _) ->
          turnedInCourse(
              handle,
              session.id().value(),
              course,
              open ? WebhookEvent.SESSION_OPENED : WebhookEvent.SESSION_CLOSED,
              at);
      case AudienceRef.InMeetingSession(long meeting) when open ->
          asked(handle, session.id().value(), meeting, at);
      case AudienceRef.InMeetingSession _ -> {}
    }
  }

  private static void asked(Handle handle, long session, long meeting, Instant at) {
    if (wantedOf(handle, meeting).contains(WebhookEvent.POLL_CREATED)) {
      handle
          .createUpdate(
              """
              INSERT INTO webhook_event (app_id, event, meeting_session_id, poll_session_id,
                by_host, at, drawn)
              SELECT m.app_id, :event, s.id, :poll_session, FALSE, :at, FALSE
              FROM meeting_session s JOIN meeting m ON m.id = s.meeting_id WHERE s.id = :session
              """)
          .bind("event", WebhookEvent.POLL_CREATED.name())
          .bind("poll_session", session)
          .bind("at", at.toEpochMilli())
          .bind("session", meeting)
          .execute();
    }
  }

  private static void turnedInCourse(
      Handle handle, long session, long course, WebhookEvent event, Instant at) {
    Set<WebhookEvent> wanted =
        wanted(
            handle
                .createQuery("SELECT events FROM webhook WHERE enabled AND course_id = :course")
                .bind("course", course)
                .mapTo(String.class)
                .list());
    if (!wanted.contains(event)) {
      return;
    }
    handle
        .createUpdate(
            """
            INSERT INTO webhook_event (course_id, event, poll_session_id, counts, by_host, at, drawn)
            VALUES (:course, :event, :session, :counts, FALSE, :at, FALSE)
            """)
        .bind("course", course)
        .bind("event", event.name())
        .bind("session", session)
        .bind("counts", event == WebhookEvent.SESSION_CLOSED ? counts(handle, session) : null)
        .bind("at", at.toEpochMilli())
        .execute();
  }

  /// As they are in this transaction, which no vote comes after: `cell:votes` between spaces,
  /// without what people wrote.
  private static String counts(Handle handle, long session) {
    return handle
        .createQuery(
            """
            SELECT t.cell, sum(t.n) AS n FROM tally t
            WHERE t.session_id = :session AND NOT EXISTS (
              SELECT 1 FROM spelling w WHERE w.session_id = t.session_id AND w.cell = t.cell)
            GROUP BY t.cell ORDER BY t.cell
            """)
        .bind("session", session)
        .map((row, context) -> row.getLong("cell") + ":" + row.getLong("n"))
        .collect(Collectors.joining(" "));
  }
}
