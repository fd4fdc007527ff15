package org.pollard.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.RunningServer;

/// What stands beside polling on the Canvas wire: users, tokens, courses, sections, enrollments,
/// and who may do what with them.
@NullMarked
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NeighboursIT {

  private static final String NOT_FOUND =
      "{\"errors\":[{\"message\":\"The specified resource does not exist.\"}]}";
  private static final String DENIED =
      "{\"status\":\"unauthorized\",\"errors\":[{\"message\":\"user not authorized to perform that"
          + " action\"}]}";
  private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");

  @SuppressWarnings("NullAway.Init")
  private RunningServer server;

  @SuppressWarnings("NullAway.Init")
  private Canvas admin;

  // A fresh room for each test.
  @SuppressWarnings("NullAway.Init")
  private Classroom room;

  @SuppressWarnings("NullAway.Init")
  private Canvas teacher;

  @SuppressWarnings("NullAway.Init")
  private String course;

  @BeforeAll
  void start(@TempDir Path data) {
    server = RunningServer.start(data, Map.of());
    admin = server.admin();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void enter() {
    room = Classroom.in(admin);
    teacher = room.teacher();
    course = "/api/v1/courses/" + room.course();
  }

  // Users

  @Test
  void a_user_is_made_with_a_name_and_a_login() {
    Answer made =
        admin.post(
            "/api/v1/accounts/self/users",
            "user[name]",
            "Ada Lovelace",
            "pseudonym[unique_id]",
            "ada@example.org",
            "pseudonym[password]",
            "correct horse");

    assertThat(made.status()).isEqualTo(200);
    JsonNode user = made.json();
    assertThat(user.get("id").isIntegralNumber()).isTrue();
    assertThat(user.get("name").asText()).isEqualTo("Ada Lovelace");
    assertThat(user.get("short_name").asText()).isEqualTo("Ada Lovelace");
    assertThat(user.get("sortable_name").asText()).isEqualTo("Lovelace, Ada");
    assertThat(user.get("login_id").asText()).isEqualTo("ada@example.org");
    assertThat(made.body()).doesNotContain("correct horse").doesNotContain("argon");
    assertThat(admin.get("/api/v1/users/" + made.id()).json()).isEqualTo(user);
  }

  @Test
  void a_login_is_taken_once_in_whatever_case() {
    String[] form = {"user[name]", "Bo", "pseudonym[unique_id]", "bo@example.org"};
    assertThat(admin.post("/api/v1/accounts/1/users", form).status()).isEqualTo(200);
    form[3] = " BO@example.org ";

    Answer again = admin.post("/api/v1/accounts/1/users", form);

    assertThat(again.status()).isEqualTo(400);
    assertThat(again.json().at("/errors/unique_id/0/type").asText()).isEqualTo("taken");
  }

  @Test
  void everything_that_is_wrong_with_a_user_is_said_at_once() {
    Answer answer =
        admin.postJson(
            "/api/v1/accounts/1/users",
            "{\"user\":{\"name\":\" \"},\"pseudonym\":{\"password\":\"short\"}}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors/name/0/type").asText()).isEqualTo("blank");
    assertThat(answer.json().at("/errors/password/0/type").asText()).isEqualTo("too_short");
    assertThat(admin.postJson("/api/v1/accounts/1/users", "{}").status()).isEqualTo(400);
  }

  @Test
  void a_user_may_be_read_by_oneself_administrators_and_staff_of_a_shared_course() {
    Person ada = room.student("Ada");
    Person ben = room.student("Ben");
    Person ta = room.enrolled("Ta", "TaEnrollment");
    Classroom elsewhere = Classroom.in(admin);
    String path = "/api/v1/users/" + ada.id();

    assertThat(ada.canvas().get(path).status()).isEqualTo(200);
    assertThat(ada.canvas().get("/api/v1/users/self").json().get("id").asLong())
        .isEqualTo(ada.id());
    assertThat(admin.get(path).status()).isEqualTo(200);
    assertThat(teacher.get(path).json().get("name").asText()).isEqualTo("Ada");
    assertThat(ta.canvas().get(path).status()).isEqualTo(200);
    assertNotFound(ben.canvas().get(path));
    assertNotFound(elsewhere.teacher().get(path));
    assertNotFound(ben.canvas().get("/api/v1/users/999999"));
  }

  @Test
  void only_administrators_list_and_make_users_and_courses() {
    Person ada = room.student("Ada");
    for (Canvas caller : List.of(teacher, ada.canvas())) {
      assertDenied(caller.get("/api/v1/accounts/1/users"));
      assertDenied(caller.get("/api/v1/accounts/1/courses"));
      assertDenied(caller.post("/api/v1/accounts/1/users", "user[name]", "X"));
      assertDenied(caller.post("/api/v1/accounts/1/courses", "course[name]", "X"));
    }
    assertNotFound(admin.get("/api/v1/accounts/2/users"));
    assertNotFound(admin.get("/api/v1/accounts/x/courses"));
  }

  @Test
  void lists_of_the_account_can_be_searched() {
    long ada = Classroom.person(admin, "Zebulon Searchable").id();
    long other = admin.post("/api/v1/accounts/1/courses", "course[name]", "Quaternions 100%").id();

    assertThat(ids(admin.get("/api/v1/accounts/1/users?search_term=zebulon"))).containsExactly(ada);
    assertThat(ids(admin.get("/api/v1/accounts/1/users?search_term=" + ada))).contains(ada);
    assertThat(ids(admin.get("/api/v1/accounts/1/courses?search_term=QUATERN")))
        .containsExactly(other);
    assertThat(ids(admin.get("/api/v1/accounts/1/courses?search_term=100%25")))
        .containsExactly(other);
    assertThat(ids(admin.get("/api/v1/accounts/1/courses?search_term=_uaternion"))).isEmpty();
  }

  // Tokens

  @Test
  void a_token_shows_its_secret_once_and_dies_when_it_is_revoked() {
    Person ada = Classroom.person(admin, "Ada");
    String path = "/api/v1/users/" + ada.id() + "/tokens";
    Answer made = ada.canvas().post(path, "token[purpose]", "phone");
    String secret = made.json().get("visible_token").asText();
    Canvas phone = server.as(secret);

    assertThat(phone.get("/api/v1/users/self").json().get("id").asLong()).isEqualTo(ada.id());
    Answer list = ada.canvas().get(path);
    assertThat(list.json()).hasSize(2);
    assertThat(list.body()).doesNotContain(secret).doesNotContain("visible_token");

    Answer revoked = ada.canvas().delete(path + "/" + made.id());

    assertThat(revoked.status()).isEqualTo(200);
    Answer refused = phone.get("/api/v1/users/self");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.body()).isEqualTo("{\"errors\":[{\"message\":\"Revoked access token.\"}]}");
    assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"canvas-lms\"");
    assertNotFound(ada.canvas().delete(path + "/" + made.id()));
  }

  @Test
  void tokens_are_a_matter_of_their_user_and_administrators() {
    Person ada = room.student("Ada");
    String path = "/api/v1/users/" + ada.id() + "/tokens";
    long token = admin.post(path, "token[purpose]", "by the administrator").id();
    Person ben = room.student("Ben");

    assertDenied(teacher.get(path));
    assertDenied(teacher.post(path, "token[purpose]", "x"));
    assertDenied(teacher.delete(path + "/" + token));
    assertNotFound(ben.canvas().get(path));
    assertNotFound(ben.canvas().post(path, "token[purpose]", "x"));
    assertNotFound(ben.canvas().delete(path + "/" + token));
    assertNotFound(ben.canvas().delete("/api/v1/users/" + ben.id() + "/tokens/" + token));
    assertThat(admin.delete(path + "/" + token).status()).isEqualTo(200);
  }

  @Test
  void an_expired_token_says_when_it_ended() {
    Person ada = Classroom.person(admin, "Ada");
    String secret =
        admin
            .post(
                "/api/v1/users/" + ada.id() + "/tokens",
                "token[purpose]",
                "past",
                "token[expires_at]",
                "2020-01-31T12:00:00Z")
            .json()
            .get("visible_token")
            .asText();

    Answer refused = server.as(secret).get("/api/v1/users/self");

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.body())
        .isEqualTo(
            "{\"errors\":[{\"message\":\"Expired access"
                + " token.\",\"expired_at\":\"2020-01-31T12:00:00Z\"}]}");
  }

  @Test
  void a_token_with_scopes_is_good_for_those_calls_only() {
    Person ada = room.student("Ada");
    Answer made =
        ada.canvas()
            .postJson(
                "/api/v1/users/self/tokens",
                """
                {"token":{"purpose":"scoped","scopes":
                  ["url:GET|/api/v1/courses","url:GET|/api/v1/courses/:id"]}}\
                """);
    Canvas scoped = server.as(made.json().get("visible_token").asText());

    assertThat(made.json().get("scopes")).hasSize(2);
    assertThat(scoped.get("/api/v1/courses").status()).isEqualTo(200);
    assertThat(scoped.get("/api/v1/courses.json?per_page=5").status()).isEqualTo(200);
    assertThat(scoped.get(course).status()).isEqualTo(200);
    for (String path : List.of("/api/v1/users/self", course + "/sections", "/api/v1/nothing")) {
      Answer refused = scoped.get(path);
      assertThat(refused.status()).as(path).isEqualTo(401);
      assertThat(refused.body())
          .isEqualTo("{\"errors\":[{\"message\":\"Insufficient scopes on access token.\"}]}");
      assertThat(refused.header("WWW-Authenticate")).isNull();
    }
  }

  @Test
  void a_scoped_token_can_neither_make_a_freer_one_nor_take_another_person() {
    Answer made =
        admin.postJson(
            "/api/v1/users/self/tokens",
            "{\"token\":{\"purpose\":\"s\",\"scopes\":[\"url:GET|/api/v1/users/:id\"]}}");
    Canvas scoped = server.as(made.json().get("visible_token").asText());

    assertThat(scoped.post("/api/v1/users/self/tokens", "token[purpose]", "free").status())
        .isEqualTo(401);
    admin.delete("/api/v1/users/self/tokens/" + made.id());
  }

  @Test
  void a_token_needs_a_purpose_and_readable_limits() {
    Answer answer =
        admin.postJson(
            "/api/v1/users/self/tokens",
            "{\"token\":{\"expires_at\":\"soon\",\"scopes\":[\"everything\"]}}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(fields(answer.json().get("errors")))
        .containsExactlyInAnyOrder("purpose", "expires_at", "scopes");
  }

  @Test
  void the_administrators_own_token_is_not_in_any_list() {
    assertThat(admin.get("/api/v1/users/self/tokens?per_page=100").body())
        .doesNotContain("\"purpose\":\"root\"");
  }

  @Test
  void an_administrator_may_act_as_somebody_and_nobody_else_may() {
    Person ada = room.student("Ada");

    assertThat(admin.get("/api/v1/users/self?as_user_id=" + ada.id()).json().get("name").asText())
        .isEqualTo("Ada");
    assertDenied(admin.get("/api/v1/accounts/1/users?as_user_id=" + ada.id()));
    for (Answer refused :
        List.of(
            teacher.get("/api/v1/users/self?as_user_id=" + ada.id()),
            admin.get("/api/v1/users/self?as_user_id=999999"),
            admin.get("/api/v1/users/self?as_user_id=x"))) {
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.body()).isEqualTo("{\"errors\":\"Invalid as_user_id\"}");
    }
  }

  // Courses

  @Test
  void a_course_starts_unpublished_with_one_section_or_offered_at_once() {
    JsonNode quiet =
        admin
            .post(
                "/api/v1/accounts/1/courses",
                "course[name]",
                "Algebra",
                "course[course_code]",
                "ALG")
            .json();
    JsonNode offered =
        admin
            .postJson("/api/v1/accounts/1/courses", "{\"course\":{\"name\":\"B\"},\"offer\":true}")
            .json();

    assertThat(quiet.get("workflow_state").asText()).isEqualTo("unpublished");
    assertThat(quiet.get("course_code").asText()).isEqualTo("ALG");
    assertThat(quiet.get("account_id").asLong()).isEqualTo(1);
    assertThat(offered.get("workflow_state").asText()).isEqualTo("available");
    JsonNode sections = admin.get("/api/v1/courses/" + quiet.get("id") + "/sections").json();
    assertThat(sections).hasSize(1);
    assertThat(sections.get(0).get("course_id")).isEqualTo(quiet.get("id"));
    assertThat(admin.post("/api/v1/accounts/1/courses").status()).isEqualTo(400);
  }

  @Test
  void a_course_shows_the_callers_own_enrollments() {
    Person ada = room.student("Ada");

    JsonNode place = ada.canvas().get(course).json().get("enrollments");

    assertThat(place).hasSize(1);
    assertThat(place.get(0).get("type").asText()).isEqualTo("student");
    assertThat(place.get(0).get("role").asText()).isEqualTo("StudentEnrollment");
    assertThat(place.get(0).get("user_id").asLong()).isEqualTo(ada.id());
    assertThat(place.get(0).get("enrollment_state").asText()).isEqualTo("active");
    assertThat(ids(ada.canvas().get("/api/v1/courses"))).containsExactly(room.course());
    assertThat(ids(ada.canvas().get("/api/v1/users/self/courses"))).containsExactly(room.course());
    assertThat(ids(admin.get("/api/v1/users/" + ada.id() + "/courses")))
        .containsExactly(room.course());
    assertDenied(teacher.get("/api/v1/users/" + ada.id() + "/courses"));
  }

  @Test
  void what_becomes_of_a_course_is_for_teachers_and_administrators_to_say() {
    Person ada = room.student("Ada");
    Person ta = room.enrolled("Ta", "TaEnrollment");
    for (Canvas caller : List.of(ada.canvas(), ta.canvas())) {
      assertDenied(caller.put(course, "course[event]", "conclude"));
    }
    assertNotFound(Classroom.in(admin).teacher().put(course, "course[event]", "conclude"));

    assertThat(state(teacher.put(course, "course[event]", "conclude"))).isEqualTo("completed");
    assertThat(ada.canvas().get(course).status()).isEqualTo(200);
    assertThat(state(teacher.put(course, "course[event]", "offer"))).isEqualTo("available");
    assertThat(teacher.put(course, "course[event]", "explode").status()).isEqualTo(400);
    assertThat(teacher.put(course, "course[name]", "").status()).isEqualTo(400);
    assertThat(teacher.put(course, "course[name]", "Renamed").json().get("name").asText())
        .isEqualTo("Renamed");
    assertThat(state(teacher.put(course, "course[event]", "delete"))).isEqualTo("deleted");
    for (Canvas caller : List.of(ada.canvas(), teacher, admin)) {
      assertNotFound(caller.get(course));
    }
    assertThat(ids(ada.canvas().get("/api/v1/courses"))).isEmpty();
  }

  @Test
  void an_unpublished_course_is_for_its_staff_and_a_public_one_for_everybody() {
    Person ada = room.student("Ada");
    Person stranger = Classroom.person(admin, "Stranger");
    assertThat(state(admin.put(course, "course[event]", "claim"))).isEqualTo("unpublished");

    assertDenied(ada.canvas().get(course));
    assertDenied(ada.canvas().get(course + "/sections"));
    assertThat(ids(ada.canvas().get("/api/v1/courses"))).isEmpty();
    assertThat(teacher.get(course).status()).isEqualTo(200);
    assertNotFound(stranger.canvas().get(course));

    admin.put(course, "course[event]", "offer", "course[is_public]", "true");

    assertThat(stranger.canvas().get(course).status()).isEqualTo(200);
    assertThat(ids(stranger.canvas().get(course + "/users"))).isEmpty();
  }

  // Sections

  @Test
  void staff_add_sections_and_students_see_their_own() {
    Person ta = room.enrolled("Ta", "TaEnrollment");
    Person ada = room.student("Ada");
    Answer made = ta.canvas().post(course + "/sections", "course_section[name]", "Evening");
    String evening = "/api/v1/sections/" + made.id();

    assertThat(made.status()).isEqualTo(200);
    assertThat(fields(made.json())).contains("id", "name", "course_id");
    assertThat(made.json().get("course_id").asLong()).isEqualTo(room.course());
    assertThat(ids(teacher.get(course + "/sections"))).containsExactly(room.section(), made.id());
    assertThat(ids(ada.canvas().get(course + "/sections"))).containsExactly(room.section());
    assertThat(teacher.get(evening).json()).isEqualTo(made.json());
    assertThat(teacher.get(course + "/sections/" + made.id()).json()).isEqualTo(made.json());
    assertNotFound(ada.canvas().get(evening));
    assertNotFound(ada.canvas().get(course + "/sections/" + made.id()));
    assertDenied(ada.canvas().post(course + "/sections", "course_section[name]", "X"));
    assertThat(teacher.post(course + "/sections", "course_section[name]", " ").status())
        .isEqualTo(400);
    Classroom elsewhere = Classroom.in(admin);
    assertNotFound(teacher.get(course + "/sections/" + elsewhere.section()));
    assertNotFound(teacher.get("/api/v1/sections/" + elsewhere.section()));
  }

  // Enrollments

  @Test
  void an_enrollment_joins_a_user_to_the_default_section_or_to_the_one_named() {
    long section = teacher.post(course + "/sections", "course_section[name]", "Evening").id();
    Person ada = Classroom.person(admin, "Ada");
    Person ben = Classroom.person(admin, "Ben");

    JsonNode first = enroll(admin, ada, "StudentEnrollment").json();
    JsonNode second =
        enroll(
                teacher,
                ben,
                "ObserverEnrollment",
                "enrollment[course_section_id]",
                Long.toString(section))
            .json();

    assertThat(first.get("user_id").asLong()).isEqualTo(ada.id());
    assertThat(first.get("course_id").asLong()).isEqualTo(room.course());
    assertThat(first.get("course_section_id").asLong()).isEqualTo(room.section());
    assertThat(first.get("type").asText()).isEqualTo("StudentEnrollment");
    assertThat(first.get("role").asText()).isEqualTo("StudentEnrollment");
    assertThat(first.get("enrollment_state").asText()).isEqualTo("active");
    assertThat(first.at("/user/id").asLong()).isEqualTo(ada.id());
    assertThat(first.at("/user/name").asText()).isEqualTo("Ada");
    // Whom a teacher enrolls is invited first.
    assertThat(second.get("enrollment_state").asText()).isEqualTo("invited");
    assertThat(second.get("course_section_id").asLong()).isEqualTo(section);
    assertThat(ids(teacher.get("/api/v1/sections/" + section + "/enrollments")))
        .containsExactly(second.get("id").asLong());
    JsonNode none =
        enroll(
                admin,
                Classroom.person(admin, "Cyd"),
                "StudentEnrollment",
                "enrollment[course_section_id]",
                "0")
            .json();
    assertThat(none.get("course_section_id").asLong()).isEqualTo(room.section());
  }

  @Test
  void an_enrollment_must_make_sense() {
    Person ada = Classroom.person(admin, "Ada");
    String id = Long.toString(ada.id());
    String path = course + "/enrollments";
    String[] good = {"enrollment[user_id]", id, "enrollment[type]", "StudentEnrollment"};

    assertThat(admin.post(path).status()).isEqualTo(400);
    assertThat(admin.post(path, "enrollment[user_id]", id).status()).isEqualTo(400);
    assertThat(admin.post(path, good[0], id, good[2], "KingEnrollment").status()).isEqualTo(400);
    assertNotFound(admin.post(path, good[0], "999999", good[2], good[3]));
    assertNotFound(
        admin.post(
            path,
            good[0],
            id,
            good[2],
            good[3],
            "enrollment[course_section_id]",
            Long.toString(Classroom.in(admin).section())));
    assertThat(enroll(admin, ada, good[3], "enrollment[enrollment_state]", "deleted").status())
        .isEqualTo(400);
    assertNotFound(admin.post("/api/v1/courses/999999/enrollments", good));
  }

  @Test
  void teachers_and_administrators_enroll_and_end_enrollments() {
    Person ta = room.enrolled("Ta", "TaEnrollment");
    Person ada = room.student("Ada");
    long enrollment = ids(ada.canvas().get("/api/v1/users/self/enrollments")).getFirst();
    String path = course + "/enrollments/" + enrollment;
    for (Canvas caller : List.of(ta.canvas(), ada.canvas())) {
      assertDenied(enroll(caller, ada, "TeacherEnrollment"));
      assertDenied(caller.delete(path));
      assertDenied(caller.delete(course + "/enrollments/999999999"));
    }
    Canvas elsewhere = Classroom.in(admin).teacher();
    assertNotFound(enroll(elsewhere, ada, "TeacherEnrollment"));
    assertNotFound(elsewhere.delete(path));

    assertThat(enrollmentState(teacher.delete(path + "?task=deactivate"))).isEqualTo("inactive");
    assertDenied(ada.canvas().get(course));
    assertThat(enrollmentState(teacher.delete(path + "?task=conclude"))).isEqualTo("completed");
    assertThat(ada.canvas().get(course).status()).isEqualTo(200);
    assertThat(teacher.delete(path + "?task=explode").status()).isEqualTo(400);
    assertThat(enrollmentState(teacher.delete(path + "?task=delete"))).isEqualTo("deleted");
    assertNotFound(ada.canvas().get(course));
    assertNotFound(teacher.delete(path + "?task=delete"));
    // Enrolled again it is the same enrollment.
    assertThat(enroll(admin, ada, "StudentEnrollment").id()).isEqualTo(enrollment);
    assertThat(ada.canvas().get(course).status()).isEqualTo(200);
  }

  @Test
  void students_see_their_own_enrollment_and_staff_see_all() {
    Person ada = room.student("Ada");
    Person ben = room.student("Ben");

    assertThat(ids(teacher.get(course + "/enrollments"))).hasSize(3);
    JsonNode own = ada.canvas().get(course + "/enrollments").json();
    assertThat(own).hasSize(1);
    assertThat(own.get(0).get("user_id").asLong()).isEqualTo(ada.id());
    assertThat(ada.canvas().get("/api/v1/sections/" + room.section() + "/enrollments").json())
        .hasSize(1);
    assertThat(ids(teacher.get(course + "/users"))).hasSize(3).contains(ada.id(), ben.id());
    assertThat(ids(teacher.get(course + "/search_users?search_term=be"))).containsExactly(ben.id());
    assertThat(ids(ada.canvas().get(course + "/users"))).containsExactly(ada.id());
    assertThat(teacher.get(course + "/users/" + ada.id()).json().get("name").asText())
        .isEqualTo("Ada");
    assertNotFound(ada.canvas().get(course + "/users/" + ben.id()));
    assertNotFound(teacher.get(course + "/users/" + Classroom.person(admin, "Stranger").id()));
    assertNotFound(Classroom.in(admin).teacher().get(course + "/enrollments"));
    assertDenied(teacher.get("/api/v1/users/" + ada.id() + "/enrollments"));
  }

  @Test
  void enrollments_are_filtered_by_type_and_state() {
    Person ada = room.student("Ada");
    room.enrolled("Ta", "TaEnrollment");
    long gone = enroll(admin, Classroom.person(admin, "Gone"), "StudentEnrollment").id();
    admin.delete(course + "/enrollments/" + gone + "?task=conclude");
    String list = course + "/enrollments";

    assertThat(teacher.get(list + "?type[]=StudentEnrollment").json()).hasSize(1);
    assertThat(teacher.get(list + "?type[]=StudentEnrollment&type[]=TaEnrollment").json())
        .hasSize(2);
    assertThat(ids(teacher.get(list + "?state[]=completed"))).containsExactly(gone);
    assertThat(teacher.get(list + "?state[]=active&state[]=completed").json()).hasSize(4);
    assertThat(ids(teacher.get(course + "/users?enrollment_type[]=student")))
        .containsExactly(ada.id());
    assertThat(teacher.get(list + "?type[]=King").status()).isEqualTo(400);
    assertThat(teacher.get(list + "?state[]=asleep").status()).isEqualTo(400);
  }

  // All of them

  @Test
  void lists_come_in_pages_that_lead_from_one_to_the_next() {
    room.students(7);
    List<Long> walked = new ArrayList<>();
    String url = course + "/users?per_page=3&enrollment_type[]=student&access_token=secret";
    while (true) {
      Answer page = teacher.get(url);
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.json().size()).isBetween(1, 3);
      walked.addAll(ids(page));
      String link = String.valueOf(page.header("Link"));
      assertThat(link)
          .contains("<" + server.base() + course + "/users?")
          .contains("enrollment_type%5B%5D=student")
          .doesNotContain("secret");
      Matcher next = NEXT.matcher(link);
      if (!next.find()) {
        break;
      }
      url = next.group(1);
    }

    assertThat(walked).hasSize(7).doesNotHaveDuplicates().isSorted();
    assertThat(teacher.get(course + "/users?page=99").body()).isEqualTo("[]");
    assertNotFound(teacher.get(course + "/users?page=0"));
  }

  @Test
  void every_list_has_its_link_header() {
    Person ada = room.student("Ada");
    for (String path :
        List.of(
            "/api/v1/accounts/1/users",
            "/api/v1/accounts/1/courses",
            "/api/v1/courses",
            course + "/sections",
            course + "/enrollments",
            course + "/users",
            course + "/search_users",
            "/api/v1/sections/" + room.section() + "/enrollments",
            "/api/v1/users/" + ada.id() + "/courses",
            "/api/v1/users/" + ada.id() + "/enrollments",
            "/api/v1/users/" + ada.id() + "/tokens")) {
      Answer list = admin.get(path + "?per_page=1");
      assertThat(list.json().isArray()).as(path).isTrue();
      assertThat(list.json().size()).as(path).isLessThanOrEqualTo(1);
      assertThat(list.header("Link")).as(path).contains("rel=\"current\"", "rel=\"last\"");
    }
  }

  @Test
  void ids_are_strings_for_those_who_ask_for_them() {
    Person ada = room.student("Ada");
    for (String path :
        List.of(
            "/api/v1/users/" + ada.id(),
            course,
            course + "/sections",
            course + "/enrollments",
            "/api/v1/users/" + ada.id() + "/tokens")) {
      Answer numbers = teacher.get(path);
      if (numbers.status() == 403) {
        numbers = ada.canvas().get(path);
      }
      Canvas caller = path.endsWith("tokens") ? ada.canvas() : teacher;
      Answer strings =
          caller.send(
              caller.request(path).header("Accept", "application/json+canvas-string-ids").GET());
      String quoted = numbers.body().replaceAll("(\"(?:\\w+_)?id\":)(\\d+)", "$1\"$2\"");
      assertThat(strings.body()).isEqualTo(quoted).isNotEqualTo(numbers.body());
    }
  }

  @Test
  void nobody_gets_anything_without_a_token() {
    for (String path :
        List.of("/api/v1/users/self", course, "/api/v1/nothing", "/api/v1", "/api/v1/courses/x")) {
      Answer refused = server.as(null).get(path);
      assertThat(refused.status()).as(path).isEqualTo(401);
      assertThat(refused.body())
          .isEqualTo(
              "{\"status\":\"unauthenticated\",\"errors\":[{\"message\":\"user authorization"
                  + " required\"}]}");
      assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"canvas-lms\"");
    }
  }

  private Answer enroll(Canvas caller, Person person, String type, String... more) {
    List<String> form =
        new ArrayList<>(
            List.of("enrollment[user_id]", Long.toString(person.id()), "enrollment[type]", type));
    form.addAll(List.of(more));
    return caller.post(course + "/enrollments", form.toArray(String[]::new));
  }

  private static String state(Answer course) {
    return course.json().path("workflow_state").asText(course.body());
  }

  private static String enrollmentState(Answer enrollment) {
    return enrollment.json().path("enrollment_state").asText(enrollment.body());
  }

  private static List<Long> ids(Answer list) {
    assertThat(list.status()).as(list.body()).isEqualTo(200);
    Function<JsonNode, Long> id = each -> each.get("id").asLong();
    return list.json().valueStream().map(id).toList();
  }

  private static Set<String> fields(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void assertDenied(Answer answer) {
    assertThat(answer.body()).isEqualTo(DENIED);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("WWW-Authenticate")).isNull();
  }

  private static void assertNotFound(Answer answer) {
    assertThat(answer.body()).isEqualTo(NOT_FOUND);
    assertThat(answer.status()).isEqualTo(404);
  }
}
