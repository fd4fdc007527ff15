package org.pollard.server;

import io.quarkus.runtime.Quarkus;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.pollard.course.Course;
import org.pollard.course.CourseState;
import org.pollard.course.CourseStore;
import org.pollard.course.Courses;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;
import org.pollard.course.Section;
import org.pollard.people.AccessTokens;
import org.pollard.people.NewToken;
import org.pollard.people.NewUser;
import org.pollard.people.PeopleStore;
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
import org.pollard.voting.Voting;

/// A few busy seconds on a data folder that is thrown away afterwards: a class votes over and over
/// while others watch, all of them through sockets. What the JVM learns from it goes into the
/// start-up cache, so that a server is up soon and its compilers know at once what is hot. Whoever
/// makes the cache starts the server with `-Dpollard.rehearsal=25`; it ends by itself.
@Singleton
final class Rehearsal {

  private static final System.Logger LOG = System.getLogger(Rehearsal.class.getName());

  /// How long it takes, s; 0 where there is to be none.
  private static final int SECONDS = Integer.getInteger("pollard.rehearsal", 0);

  private static final String TEACHER = "rehearsal-teacher";

  /// The administrator and the Host.
  private static final int OF_A_NEW_FOLDER = 2;

  private static final int STUDENTS = 512;
  private static final int PHONES = 64;
  private static final int VIEWERS = 16;

  /// What a browser or a program asks for first.
  private static final List<String> FIRST =
      List.of(
          "/",
          "/q/health/ready",
          "/q/metrics",
          "/q/openapi",
          "/api/v1/users/self",
          "/api/v1/courses");

  private final PeopleStore people;
  private final AccessTokens tokens;
  private final CourseStore courseStore;
  private final Courses courses;
  private final Polls polls;
  private final PollStore pollStore;
  private final Voting voting;
  private final ListeningAt here;
  private final InstantSource clock;

  Rehearsal(
      PeopleStore people,
      AccessTokens tokens,
      CourseStore courseStore,
      Courses courses,
      Polls polls,
      PollStore pollStore,
      Voting voting,
      ListeningAt here,
      InstantSource clock) {
    this.people = people;
    this.tokens = tokens;
    this.courseStore = courseStore;
    this.courses = courses;
    this.polls = polls;
    this.pollStore = pollStore;
    this.voting = voting;
    this.here = here;
    this.clock = clock;
  }

  /// Begins it where it is wanted.
  void begin() {
    if (SECONDS > 0) {
      var _ = Thread.ofPlatform().name("rehearsal").start(this::run);
    }
  }

  private void run() {
    try {
      if (people.users(null, Slice.first(1)).total() > OF_A_NEW_FOLDER) {
        throw new IllegalStateException("this data folder is in use, and it is to be a new one");
      }
      rehearse();
    } catch (IOException | InterruptedException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "the rehearsal ended early", e);
    } finally {
      Quarkus.asyncExit();
    }
  }

  /// What a class needs.
  ///
  /// @param students tokens, one a student
  private record Scene(
      Course course, Poll poll, List<Choice> choices, String teacher, List<String> students) {}

  private void rehearse() throws IOException, InterruptedException {
    Scene scene = scene();
    List<RehearsalPhone> phones = new ArrayList<>();
    try (ExecutorService hands = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (String path : FIRST) {
          try (RehearsalPhone browser = new RehearsalPhone(here.port())) {
            browser.ask("GET", path, scene.teacher(), "", "");
          }
        }
        for (int i = 0; i < PHONES; i++) {
          phones.add(new RehearsalPhone(here.port()));
        }
        List<RehearsalPhone> voters = List.copyOf(phones);
        String events = "/live/rooms/" + scene.course().id().value() + "/events";
        for (int i = 0; i < VIEWERS; i++) {
          RehearsalPhone viewer = new RehearsalPhone(here.port());
          phones.add(viewer);
          viewer.send("GET", events, scene.students().get(i), "", "");
          var _ = hands.submit(viewer::drain);
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        for (int round = 0; System.nanoTime() < end; round++) {
          ask(scene, voters, round % 2 == 0, hands);
        }
      } finally {
        for (RehearsalPhone each : phones) {
          each.close();
        }
      }
    }
  }

  /// Everybody votes once, all phones at the same time.
  private void ask(Scene scene, List<RehearsalPhone> phones, boolean canvas, ExecutorService hands)
      throws InterruptedException {
    PollSession session = shown(scene.poll(), scene.course());
    List<Callable<@Nullable Void>> shares = new ArrayList<>();
    for (int i = 0; i < phones.size(); i++) {
      int first = i;
      shares.add(() -> vote(scene, session, phones.get(first), first, canvas));
    }
    for (Future<@Nullable Void> each : hands.invokeAll(shares)) {
      if (each.state() == Future.State.FAILED) {
        throw new IllegalStateException("a vote failed", each.exceptionNow());
      }
    }
    var _ = voting.close(session.id());
  }

  private Scene scene() {
    Course course = courses.create("Rehearsal", "REHEARSAL", CourseState.AVAILABLE, false);
    Section section = courseStore.defaultSection(course.id());
    User teacher = person(TEACHER, section, EnrollmentType.TEACHER);
    List<String> students = new ArrayList<>();
    for (int i = 0; i < STUDENTS; i++) {
      students.add(token(person("rehearsal-student-" + i, section, EnrollmentType.STUDENT)));
    }
    Poll poll = polls.createWithChoices(teacher.id(), "Which?", List.of("A", "B", "C", "D"));
    List<Choice> choices =
        pollStore.choicesOf(List.of(poll.id())).getOrDefault(poll.id(), List.of());
    return new Scene(course, poll, choices, token(teacher), students);
  }

  private User person(String name, Section section, EnrollmentType type) {
    boolean administrator = type == EnrollmentType.TEACHER;
    User user =
        people.addUser(new NewUser(name, name, null, administrator), clock.instant()).orElseThrow();
    courses.enroll(user.id(), section, type, EnrollmentState.ACTIVE);
    return user;
  }

  private String token(User user) {
    return tokens
        .issue(NewToken.unlimited(user.id(), TokenKind.DEMO, "rehearsal"))
        .orElseThrow()
        .secret();
  }

  private PollSession shown(Poll poll, Course course) {
    PollSession session =
        polls
            .addSession(
                new PollStore.NewSession(
                    poll.id(),
                    new InCourse(course.id().value(), null),
                    false,
                    ResultsVisibility.PUBLIC,
                    true))
            .orElseThrow();
    PollSession open = voting.open(session.id()).orElseThrow();
    polls.show(open);
    return open;
  }

  private static @Nullable Void vote(
      Scene scene, PollSession session, RehearsalPhone phone, int first, boolean canvas)
      throws IOException {
    for (int i = first; i < scene.students().size(); i += PHONES) {
      String student = scene.students().get(i);
      long choice = scene.choices().get(i % scene.choices().size()).id().value();
      if (canvas) {
        phone.ask(
            "POST",
            "/api/v1/polls/%d/poll_sessions/%d/poll_submissions"
                .formatted(session.poll().value(), session.id().value()),
            student,
            "application/x-www-form-urlencoded",
            "poll_submissions[][poll_choice_id]=" + choice);
      } else {
        phone.ask(
            "PUT",
            "/live/sessions/" + session.id().value() + "/vote",
            student,
            "application/json",
            "{\"choice\": " + choice + "}");
      }
    }
    return null;
  }
}
