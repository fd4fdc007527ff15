package org.pollard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.meeting.App;
import org.pollard.meeting.AppId;
import org.pollard.meeting.AppStore;
import org.pollard.meeting.Joining;
import org.pollard.meeting.Meeting;
import org.pollard.meeting.MeetingSessionStore;
import org.pollard.meeting.NewMeeting;
import org.pollard.meeting.NewParticipant;
import org.pollard.meeting.NewPreset;
import org.pollard.meeting.PollPermissions;
import org.pollard.meeting.PresetPermissions;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Poll;
import org.pollard.poll.PollStore;
import org.pollard.poll.ResultsVisibility;
import org.pollard.store.Database;
import org.pollard.store.meeting.AppRows;
import org.pollard.store.meeting.MeetingRows;
import org.pollard.store.meeting.MeetingSessionRows;
import org.pollard.store.poll.PollRows;

class MeetingsDrawingTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir private Path folder;
  private final AtomicInteger questions = new AtomicInteger();

  /// The same store, with its questions counted.
  private <T> T counted(Class<T> port, T store) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (_, method, arguments) -> {
              questions.incrementAndGet();
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private static void hold(Database database, App app, String title) {
    Meeting meeting =
        new MeetingRows(database)
            .addMeeting(new NewMeeting(app.id(), title, NewMeeting.KEEP_ALIVE, "{}"), NOW);
    var preset = new MeetingRows(database).presetNamed(app.id(), "viewer").orElseThrow();
    var ada =
        new MeetingRows(database)
            .addParticipant(new NewParticipant(meeting.id(), "ada", preset.id(), "Ada", null), NOW)
            .orElseThrow();
    Joining.Joined in =
        (Joining.Joined)
            new MeetingSessionRows(database)
                .join(List.of(new MeetingSessionStore.Join(ada.id(), "peer", "here")), NOW)
                .getFirst();
    Poll poll =
        new PollRows(database)
            .addPollWithChoices(app.owner(), title + "?", List.of("Yes", "No"), NOW);
    var _ =
        new PollRows(database)
            .addSession(
                new PollStore.NewSession(
                    poll.id(),
                    new AudienceRef.InMeetingSession(in.session().id().value()),
                    false,
                    ResultsVisibility.PUBLIC,
                    true),
                NOW)
            .orElseThrow();
  }

  private static App app(Database database, String name) {
    AppId id = new AppId(UUID.randomUUID().toString().replace("-", ""));
    PresetPermissions viewer =
        new PresetPermissions(new PollPermissions(false, true, true), false, false);
    return new AppRows(database)
        .addApp(id, name, "hash", List.of(new NewPreset(id, "viewer", viewer, "{}")), NOW);
  }

  @Test
  void many_meetings_cost_as_many_questions_as_one() {
    try (Database database = Database.open("jdbc:sqlite:" + folder.resolve("pollard.db"), folder)) {
      MeetingsDrawing drawing =
          new MeetingsDrawing(
              counted(AppStore.class, new AppRows(database)),
              counted(MeetingSessionStore.class, new MeetingSessionRows(database)),
              counted(PollStore.class, new PollRows(database)));
      hold(database, app(database, "First app"), "One");
      drawing.newest();
      int forOne = questions.getAndSet(0);
      App second = app(database, "Second app");
      for (int i = 2; i <= 12; i++) {
        hold(database, second, "Number " + i);
      }

      List<MeetingsResource.Held> held = drawing.newest();

      assertThat(questions.get()).isEqualTo(forOne).isLessThan(10);
      assertThat(held).hasSize(12);
      assertThat(held.getFirst().app()).isEqualTo("Second app");
      assertThat(held.getFirst().title()).isEqualTo("Number 12");
      assertThat(held.getLast().app()).isEqualTo("First app");
      assertThat(held)
          .allSatisfy(
              each ->
                  assertThat(each.polls())
                      .singleElement()
                      .matches(poll -> poll.question().equals(each.title() + "?")));
    }
  }
}
