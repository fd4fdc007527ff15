package org.pollard.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.pollard.harness.Canvas.Answer;

/// A course with a teacher, made through the API, in which polls can be held. Thread-safe.
///
/// @param admin the administrator's client
/// @param course id of an available course
/// @param section id of its default section
/// @param teacher a client with the token of its teacher
public record Classroom(Canvas admin, long course, long section, Canvas teacher) {

  /// Somebody with a token.
  public record Person(long id, Canvas canvas) {}

  /// A poll with its choices and a session of it.
  public record Asked(long poll, List<Long> choices, long session) {

    public Asked {
      choices = List.copyOf(choices);
    }

    /// Another session of the same poll.
    public Asked again(long session) {
      return new Asked(poll, choices, session);
    }

    public String pollPath() {
      return "/api/v1/polls/" + poll;
    }

    public String path() {
      return pollPath() + "/poll_sessions/" + session;
    }
  }

  public static Classroom in(RunningServer server) {
    return in(server.admin());
  }

  public static Classroom in(Canvas admin) {
    return in(admin, "offer", "true");
  }

  /// A course with a teacher.
  ///
  /// @param form names and values of the course's creation, in turn, beside its name
  public static Classroom in(Canvas admin, String... form) {
    String[] named =
        Stream.concat(Stream.of("course[name]", "Room"), Stream.of(form)).toArray(String[]::new);
    long course = admin.post("/api/v1/accounts/1/courses", named).id();
    long section =
        admin.get("/api/v1/courses/" + course + "/sections").json().get(0).get("id").asLong();
    Canvas teacher = enroll(admin, course, person(admin, "Teacher"), "TeacherEnrollment").canvas();
    return new Classroom(admin, course, section, teacher);
  }

  /// A user who is enrolled nowhere.
  public static Person person(Canvas admin, String name) {
    long id = admin.post("/api/v1/accounts/1/users", "user[name]", name).id();
    String token =
        admin
            .post("/api/v1/users/" + id + "/tokens", "token[purpose]", "test")
            .json()
            .get("visible_token")
            .asText();
    return new Person(id, new Canvas(admin.base(), token));
  }

  /// A user with an active enrollment in the default section.
  public Person enrolled(String name, String type) {
    return enroll(person(admin, name), type);
  }

  /// Enrolls somebody, by default actively and in the default section.
  ///
  /// @param more names and values beside user and type, in turn
  public Person enroll(Person person, String type, String... more) {
    return enroll(admin, course, person, type, more);
  }

  /// A further section.
  public long addSection(String name) {
    return admin.post("/api/v1/courses/" + course + "/sections", "course_section[name]", name).id();
  }

  public Person student(String name) {
    return enrolled(name, "StudentEnrollment");
  }

  public List<Person> students(int count) {
    return IntStream.range(0, count).mapToObj(i -> student("Student " + i)).toList();
  }

  /// A poll of the teacher with these choices, and a closed session of it in the whole course.
  public Asked ask(String question, String... choices) {
    long poll = teacher.post("/api/v1/polls", "polls[][question]", question).id();
    List<Long> ids = new ArrayList<>();
    for (String choice : choices) {
      ids.add(
          teacher
              .post("/api/v1/polls/" + poll + "/poll_choices", "poll_choices[][text]", choice)
              .id());
    }
    return new Asked(poll, ids, session(poll));
  }

  /// The same with the session open.
  public Asked askOpen(String question, String... choices) {
    Asked asked = ask(question, choices);
    open(asked);
    return asked;
  }

  /// A closed session of a poll, in the whole course unless more is said.
  ///
  /// @param more names and values beside the course, in turn
  public long session(long poll, String... more) {
    Stream<String> form = Stream.of("poll_sessions[][course_id]", Long.toString(course));
    return teacher
        .post(
            "/api/v1/polls/" + poll + "/poll_sessions",
            Stream.concat(form, Stream.of(more)).toArray(String[]::new))
        .id();
  }

  public Answer open(Asked asked) {
    return teacher.post(asked.path() + "/open");
  }

  public Answer close(Asked asked) {
    return teacher.post(asked.path() + "/close");
  }

  public static Answer vote(Canvas voter, Asked asked, int choice) {
    return voter.post(
        asked.path() + "/poll_submissions",
        "poll_submissions[][poll_choice_id]",
        Long.toString(asked.choices().get(choice)));
  }

  private static Person enroll(
      Canvas admin, long course, Person person, String type, String... more) {
    Stream<String> form =
        Stream.of("enrollment[user_id]", Long.toString(person.id()), "enrollment[type]", type);
    Answer enrollment =
        admin.post(
            "/api/v1/courses/" + course + "/enrollments",
            Stream.concat(form, Stream.of(more)).toArray(String[]::new));
    if (enrollment.status() != 200) {
      throw new AssertionError("not enrolled: " + enrollment.body());
    }
    return person;
  }
}
