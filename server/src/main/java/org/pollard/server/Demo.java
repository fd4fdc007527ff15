package org.pollard.server;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pollard.course.Course;
import org.pollard.course.CourseId;
import org.pollard.course.CourseState;
import org.pollard.course.CourseStore;
import org.pollard.course.Courses;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;
import org.pollard.course.Section;
import org.pollard.people.AccessTokens;
import org.pollard.people.Listing;
import org.pollard.people.NewToken;
import org.pollard.people.NewUser;
import org.pollard.people.PeopleStore;
import org.pollard.people.SharedValues;
import org.pollard.people.Slice;
import org.pollard.people.TokenKind;
import org.pollard.people.User;
import org.pollard.poll.AudienceRef.InCourse;
import org.pollard.poll.Choice;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.poll.PollStore;
import org.pollard.poll.Polls;
import org.pollard.poll.ResultsVisibility;
import org.pollard.voting.VoteStore;

/// The demo: a course with a teacher, three students and one poll, and a [DemoMeeting]. What an
/// earlier demo left stays as it is; each start revokes the earlier demo tokens; one with the demo
/// makes new ones, and sees to it that there is a session in which nobody has voted yet.
@Singleton
final class Demo {

  private static final String PURPOSE = "demo";
  private static final String FILE = "demo.env";
  private static final String COURSE = "demo-course";
  private static final String QUESTION = "Which planet has the most moons?";

  private final Settings settings;
  private final PeopleStore people;
  private final AccessTokens tokens;
  private final SharedValues values;
  private final CourseStore courseStore;
  private final Courses courses;
  private final PollStore pollStore;
  private final Polls polls;
  private final VoteStore votes;
  private final DemoRoom room;
  private final DemoMeeting meeting;
  private final InstantSource clock;

  Demo(
      Settings settings,
      PeopleStore people,
      AccessTokens tokens,
      SharedValues values,
      CourseStore courseStore,
      Courses courses,
      PollStore pollStore,
      Polls polls,
      VoteStore votes,
      DemoRoom room,
      DemoMeeting meeting,
      InstantSource clock) {
    this.settings = settings;
    this.people = people;
    this.tokens = tokens;
    this.values = values;
    this.courseStore = courseStore;
    this.courses = courses;
    this.pollStore = pollStore;
    this.polls = polls;
    this.votes = votes;
    this.room = room;
    this.meeting = meeting;
    this.clock = clock;
  }

  /// Makes the demo ready and gives the walk-through to print.
  ///
  /// @param secureApi where browsers reach the meeting; may be empty
  String prepare(String base, String secureApi) {
    Course course = course();
    Section section = courseStore.defaultSection(course.id());
    User teacher = user("demo-teacher", "Tess Teacher");
    Map<String, User> students = new LinkedHashMap<>();
    students.put("ADA", user("demo-ada", "Ada Student"));
    students.put("BEN", user("demo-ben", "Ben Student"));
    students.put("CHO", user("demo-cho", "Cho Student"));
    enroll(teacher, section, EnrollmentType.TEACHER);
    students.values().forEach(each -> enroll(each, section, EnrollmentType.STUDENT));
    Poll poll = poll(teacher);
    List<Choice> choices =
        pollStore.choicesOf(List.of(poll.id())).getOrDefault(poll.id(), List.of());
    PollSession session = session(poll, course, teacher);

    var _ = tokens.revokeAll(TokenKind.DEMO);
    Map<String, String> names = new LinkedHashMap<>();
    names.put("POLLARD", base);
    names.put("TEACHER", issue(teacher));
    students.forEach((name, student) -> names.put(name, issue(student)));
    names.put("POLL", Long.toString(poll.id().value()));
    names.put("SESSION", Long.toString(session.id().value()));
    for (int i = 0; i < choices.size(); i++) {
      names.put("CHOICE" + (i + 1), Long.toString(choices.get(i).id().value()));
    }
    names.putAll(meeting.prepare());
    Path file = write(names);
    return room.prepare(base, section)
        + walkThrough(file)
        + DemoMeeting.walkThrough()
        + DemoMeeting.pages(names, secureApi);
  }

  /// Ends what a demo before this start gave out: its tokens are good for nothing from now on.
  void end() {
    var _ = tokens.revokeAll(TokenKind.DEMO);
    meeting.end();
    OwnersFile.remove(settings.dataDir().resolve(FILE));
  }

  private static String walkThrough(Path file) {
    return """

      Demo: Tess asks Ada, Ben and Cho "%s"
      Copy these lines into another terminal, one by one:

        . '%s'
        # Tess lists her polls and opens the session
        curl -s -H "Authorization: Bearer $TEACHER" $POLLARD/api/v1/polls
        curl -s -H "Authorization: Bearer $TEACHER" -X POST $POLLARD/api/v1/polls/$POLL/poll_sessions/$SESSION/open
        # three students vote
        curl -s -H "Authorization: Bearer $ADA" -d "poll_submissions[][poll_choice_id]=$CHOICE2" $POLLARD/api/v1/polls/$POLL/poll_sessions/$SESSION/poll_submissions
        curl -s -H "Authorization: Bearer $BEN" -d "poll_submissions[][poll_choice_id]=$CHOICE2" $POLLARD/api/v1/polls/$POLL/poll_sessions/$SESSION/poll_submissions
        curl -s -H "Authorization: Bearer $CHO" -d "poll_submissions[][poll_choice_id]=$CHOICE1" $POLLARD/api/v1/polls/$POLL/poll_sessions/$SESSION/poll_submissions
        # Tess sees the results, Ada only her own vote
        curl -s -H "Authorization: Bearer $TEACHER" $POLLARD/api/v1/polls/$POLL/poll_sessions/$SESSION
        curl -s -H "Authorization: Bearer $ADA" $POLLARD/api/v1/polls/$POLL/poll_sessions/$SESSION
        # after the close nobody votes any more
        curl -s -H "Authorization: Bearer $TEACHER" -X POST $POLLARD/api/v1/polls/$POLL/poll_sessions/$SESSION/close
        curl -s -H "Authorization: Bearer $ADA" -d "poll_submissions[][poll_choice_id]=$CHOICE1" $POLLARD/api/v1/polls/$POLL/poll_sessions/$SESSION/poll_submissions

      """
        .formatted(QUESTION, file);
  }

  private Course course() {
    return values
        .get(COURSE)
        .map(id -> new CourseId(Long.parseLong(id)))
        .flatMap(courseStore::course)
        .filter(course -> course.state() == CourseState.AVAILABLE)
        .orElseGet(
            () -> {
              Course made = courses.create("Demo course", "DEMO", CourseState.AVAILABLE, false);
              values.put(COURSE, Long.toString(made.id().value()));
              return made;
            });
  }

  private User user(String loginId, String name) {
    return people
        .userByLogin(loginId)
        .or(() -> people.addUser(new NewUser(name, loginId, null, false), clock.instant()))
        .orElseThrow();
  }

  private void enroll(User user, Section section, EnrollmentType type) {
    courses.enroll(user.id(), section, type, EnrollmentState.ACTIVE);
  }

  private Poll poll(User teacher) {
    Listing<Poll> found = pollStore.pollsOf(teacher.id(), Slice.first(100));
    Optional<Poll> earlier =
        found.items().stream()
            .filter(each -> each.question().equals(QUESTION))
            .filter(each -> pollStore.choices(each.id(), Slice.first(1)).total() == 3)
            .findFirst();
    return earlier.orElseGet(
        () -> {
          Poll made = polls.create(teacher.id(), QUESTION, "Counting those known today");
          polls.addChoice(made.id(), "Jupiter", 1, false);
          polls.addChoice(made.id(), "Saturn", 2, true);
          polls.addChoice(made.id(), "Uranus", 3, false);
          return made;
        });
  }

  /// A session of the course in which nobody has voted; a new one when all have votes.
  private PollSession session(Poll poll, Course course, User teacher) {
    InCourse audience = new InCourse(course.id().value(), null);
    List<PollSession> earlier = pollStore.sessionsOf(poll.id(), Slice.first(1_000)).items();
    return earlier.stream()
        .filter(each -> each.audience().equals(audience) && !each.open())
        .filter(each -> votes.votes(each.id(), null, 1).isEmpty())
        .findFirst()
        .or(
            () ->
                polls.addSession(
                    new PollStore.NewSession(
                        poll.id(), audience, false, ResultsVisibility.UNTIL_REVEALED, true)))
        .orElseThrow(
            () -> new IllegalStateException("the demo poll of " + teacher.name() + " is gone"));
  }

  private String issue(User user) {
    return tokens
        .issue(NewToken.unlimited(user.id(), TokenKind.DEMO, PURPOSE))
        .orElseThrow()
        .secret();
  }

  /// The names that the walk-through uses, for the owner's eyes only since tokens are among them.
  private Path write(Map<String, String> names) {
    Path file = settings.dataDir().resolve(FILE);
    StringBuilder text =
        new StringBuilder(
            "# Made by bin/serve --demo; the tokens are good until its next start.\n");
    names.forEach(
        (name, value) ->
            text.append("export ").append(name).append("='").append(value).append("'\n"));
    OwnersFile.write(file, text.toString().strip());
    return file;
  }
}
