package org.pollard.edge;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.pollard.harness.Canvas;
import org.pollard.harness.Canvas.Answer;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.Events;
import org.pollard.harness.Kit;
import org.pollard.harness.Kit.Participant;
import org.pollard.harness.RunningServer;
import org.pollard.harness.Tab;

/// A course with a room, a meeting, and a caller of every kind, made through the API. Confined to
/// one thread.
@NullMarked
final class RightsWorld implements AutoCloseable {

  static final String PASSWORD = "seven rings around no planet";

  /// With names by which those are known that the walk itself has made.
  static final String WEBHOOK =
      """
      {"name": "walk", "url": "https://hook.invalid/", "events": ["session.closed"]}
      """;

  static final String KIT_WEBHOOK = WEBHOOK.replace("session.closed", "poll.results");

  private static final String NO_SECRET = "nobody-ever-had-this-token";
  private static final String PRESET =
      """
      {"name": "%s", "config": {"view_type": "WEBINAR"}, "ui": {"design_tokens": {}},
       "permissions": {"polls": {"can_create": %s, "can_vote": %s, "can_view": %s}}}
      """;
  private static final String LONG_MEETING =
      "{\"title\":\"Town hall\",\"session_keep_alive_time_in_secs\":600}";

  private final Canvas admin;
  private final Map<RightsCaller, Map<String, String>> headers = new EnumMap<>(RightsCaller.class);
  private final List<Events> open = new ArrayList<>();

  final Classroom room;
  final Person student;

  /// Teaches the course in [#room].
  final Person teacher;

  /// Teaches with them, and has a password.
  final Person host;

  /// An account without a place anywhere.
  final Person spare;

  final String code;
  final Kit kit;
  final String meeting;
  final Participant participant;

  RightsWorld(RunningServer server) {
    admin = server.admin();
    room = Classroom.in(admin);
    teacher = room.enrolled("Tess", "TeacherEnrollment");
    host = room.enroll(withPassword("Hal"), "TeacherEnrollment");
    student = room.student("Ada");
    spare = Classroom.person(admin, "Sam");
    code = codeOf(room);
    kit = Kit.in(server);
    meeting = kit.meeting(LONG_MEETING);
    participant = kit.host(meeting, "Pia");
    enter(meeting);
    headers.put(RightsCaller.NOBODY, Map.of());
    tokens();
    people();
    guests();
    remotes();
    participants();
    programs(server);
  }

  /// What a caller shows.
  Map<String, String> headers(RightsCaller caller) {
    return headers.getOrDefault(caller, Map.of());
  }

  /// The token that a caller bears; empty when there is none.
  String bearer(RightsCaller caller) {
    String header = headers(caller).getOrDefault("Authorization", "");
    return header.startsWith("Bearer ") ? header.substring("Bearer ".length()) : "";
  }

  Canvas admin() {
    return admin;
  }

  private void bears(RightsCaller caller, String token) {
    headers.put(caller, Map.of("Authorization", "Bearer " + token));
  }

  private void is(RightsCaller caller, Canvas client) {
    bears(caller, requireNonNull(client.token()));
  }

  private void tokens() {
    bears(RightsCaller.WRONG, NO_SECRET);
    bears(RightsCaller.EXPIRED, token("token[expires_at]", "2001-02-03T04:05:06Z").secret());
    Token revoked = token();
    admin.delete("/api/v1/users/" + teacher.id() + "/tokens/" + revoked.id());
    bears(RightsCaller.REVOKED, revoked.secret());
    bears(RightsCaller.SCOPED, token("token[scopes][]", "url:GET|/api/v1/polls").secret());
    bears(RightsCaller.ADMINISTRATOR, RunningServer.ADMIN_TOKEN);
  }

  /// @param secret shown once
  record Token(String id, String secret) {}

  private Token token(String... more) {
    return token(teacher, more);
  }

  /// A token that the administrator makes for somebody.
  ///
  /// @param more names and values beside the purpose, in turn
  Token token(Person person, String... more) {
    JsonNode made =
        expect(
                200,
                admin.post(
                    "/api/v1/users/" + person.id() + "/tokens",
                    Stream.concat(Stream.of("token[purpose]", "rights"), Stream.of(more))
                        .toArray(String[]::new)))
            .json();
    return new Token(made.get("id").asText(), made.get("visible_token").asText());
  }

  private void people() {
    is(RightsCaller.STUDENT, student.canvas());
    is(RightsCaller.TEACHER, teacher.canvas());
    Person other = Classroom.person(admin, "Otto");
    long section = room.addSection("Other");
    room.enroll(
        other, "StudentEnrollment", "enrollment[course_section_id]", Long.toString(section));
    is(RightsCaller.OTHER_SECTION, other.canvas());
    is(RightsCaller.OBSERVER, room.enrolled("Olga", "ObserverEnrollment").canvas());
    is(RightsCaller.TA, room.enrolled("Tim", "TaEnrollment").canvas());
    is(RightsCaller.DESIGNER, room.enrolled("Dora", "DesignerEnrollment").canvas());
    Person inactive = room.student("Ina");
    admin.delete(
        "/api/v1/courses/"
            + room.course()
            + "/enrollments/"
            + enrollment(inactive)
            + "?task=deactivate");
    is(RightsCaller.INACTIVE, inactive.canvas());
    page(RightsCaller.OWN_PAGE, host, admin.base().toString());
    page(RightsCaller.FOREIGN_PAGE, teacher, "https://elsewhere.example");
  }

  private void page(RightsCaller caller, Person person, String origin) {
    headers.put(caller, Map.of("Cookie", cookie(signedIn(person)), "Origin", origin));
  }

  /// A browser in which somebody has signed in.
  Tab signedIn(Person person) {
    Tab tab = new Tab(admin.base());
    expect(
        200, tab.send("POST", "/web/session", "{\"token\":\"" + person.canvas().token() + "\"}"));
    return tab;
  }

  /// A user who signs in by name and [#PASSWORD].
  Person withPassword(String name) {
    long id =
        expect(
                200,
                admin.post(
                    "/api/v1/accounts/1/users",
                    "user[name]",
                    name,
                    "pseudonym[unique_id]",
                    name + "-" + UUID.randomUUID(),
                    "pseudonym[password]",
                    PASSWORD))
            .id();
    Person person = new Person(id, admin);
    return new Person(id, new Canvas(admin.base(), token(person).secret()));
  }

  private void guests() {
    Classroom elsewhere = Classroom.in(admin);
    is(RightsCaller.OTHER_TEACHER, elsewhere.teacher());
    guest(RightsCaller.GUEST, code);
    guest(RightsCaller.OTHER_GUEST, codeOf(elsewhere));
  }

  private void guest(RightsCaller caller, String code) {
    Tab tab = new Tab(admin.base());
    expect(200, tab.join(code));
    headers.put(caller, Map.of("Cookie", cookie(tab), "Origin", admin.base().toString()));
  }

  /// Phones that the teacher has paired: for this room, and for another one of theirs.
  private void remotes() {
    Classroom another = Classroom.in(admin);
    another.enroll(teacher, "TeacherEnrollment");
    remote(RightsCaller.REMOTE, room);
    remote(RightsCaller.OTHER_REMOTE, another);
  }

  private void remote(RightsCaller caller, Classroom of) {
    String path = "/web/rooms/" + of.course() + "/remote";
    String link = expect(200, teacher.canvas().postJson(path, "")).json().get("link").asText();
    Tab phone = new Tab(admin.base());
    String secret = link.substring(link.indexOf('#') + 1);
    expect(200, phone.send("POST", "/web/remote", "{\"secret\":\"" + secret + "\"}"));
    headers.put(caller, Map.of("Cookie", cookie(phone), "Origin", admin.base().toString()));
  }

  private static String cookie(Tab tab) {
    return tab.cookies().entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .findFirst()
        .orElseThrow();
  }

  private static String codeOf(Classroom room) {
    return expect(
            200,
            room.teacher()
                .send(
                    "PATCH",
                    "/web/rooms/" + room.course(),
                    "application/json",
                    "{\"guests\":true}"))
        .json()
        .get("code")
        .asText();
  }

  private void participants() {
    is(RightsCaller.PARTICIPANT, participant.client());
    expect(201, kit.post("/presets", PRESET.formatted("no-create", false, true, true)));
    expect(201, kit.post("/presets", PRESET.formatted("no-vote", true, false, true)));
    expect(201, kit.post("/presets", PRESET.formatted("no-view", true, true, false)));
    is(RightsCaller.NO_CREATE, kit.participant(meeting, "Nic", "no-create").client());
    is(RightsCaller.NO_VOTE, kit.participant(meeting, "Nov", "no-vote").client());
    is(RightsCaller.NO_VIEW, kit.participant(meeting, "Niv", "no-view").client());
    String other = kit.meeting(LONG_MEETING);
    enter(other);
    is(RightsCaller.OTHER_MEETING, kit.host(other, "Oda").client());
    Participant gone = kit.host(meeting, "Gus");
    expect(200, kit.send("DELETE", "/meetings/" + meeting + "/participants/" + gone.id(), ""));
    is(RightsCaller.GONE_PARTICIPANT, gone.client());
  }

  private void programs(RunningServer server) {
    headers.put(RightsCaller.APP, Map.of("Authorization", kit.basic()));
    headers.put(RightsCaller.OTHER_APP, Map.of("Authorization", Kit.in(server).basic()));
    bears(RightsCaller.API_TOKEN, apiToken("{\"id\":\"" + group("Realtime") + "\"}").secret());
    bears(RightsCaller.IDLE_API_TOKEN, apiToken("").secret());
    Token revoked = apiToken("{\"id\":\"" + group("Realtime") + "\"}");
    admin.delete("/client/v4/accounts/" + Kit.ACCOUNT + "/tokens/" + revoked.id());
    bears(RightsCaller.REVOKED_API_TOKEN, revoked.secret());
  }

  private String group(String name) {
    for (JsonNode each :
        admin
            .get("/client/v4/accounts/" + Kit.ACCOUNT + "/tokens/permission_groups")
            .json()
            .get("result")) {
      if (each.get("name").asText().equals(name)) {
        return each.get("id").asText();
      }
    }
    throw new AssertionError("no permission group " + name);
  }

  /// An API token of the account.
  ///
  /// @param groups of permissions, as JSON between the brackets of an array
  Token apiToken(String groups) {
    JsonNode made =
        expect(
                200,
                admin.postJson(
                    "/client/v4/accounts/" + Kit.ACCOUNT + "/tokens",
                    "{\"name\":\"rights\",\"policies\":[{\"effect\":\"allow\",\"permission_groups\":["
                        + groups
                        + "],\"resources\":{}}]}"))
            .json()
            .get("result");
    return new Token(made.get("id").asText(), made.get("value").asText());
  }

  long enrollment(Person person) {
    return person.canvas().get("/api/v1/users/self/enrollments").json().get(0).get("id").asLong();
  }

  /// A poll of the teacher with an open session in the first section.
  Asked askInSection() {
    return ask("poll_sessions[][course_section_id]", Long.toString(room.section()));
  }

  /// A poll of the teacher with an open session in the whole course.
  Asked askInCourse() {
    return ask();
  }

  /// An entry that a student wrote, and its session, by the segments before them.
  Map<String, String> written(boolean inSection) {
    String poll = "{\"question\":\"Which?\",\"kind\":\"words\"}";
    long id = expect(201, teacher.canvas().postJson("/live/polls", poll)).json().get("id").asLong();
    String where = inSection ? ",\"section\":" + room.section() : "";
    String asking =
        "{\"course\":%d%s,\"open\":true,\"results\":\"public\"}".formatted(room.course(), where);
    String session =
        expect(201, teacher.canvas().postJson("/live/polls/" + id + "/sessions", asking))
            .json()
            .get("session")
            .asText();
    String path = "/live/sessions/" + session;
    expect(200, student.canvas().putJson(path + "/vote", "{\"words\":[\"slow\"]}"));
    String entry = teacher.canvas().get(path).json().at("/words/0/id").asText();
    return Map.of("sessions", session, "entries", entry);
  }

  private Asked ask(String... more) {
    long poll = teacher.canvas().post("/api/v1/polls", "polls[][question]", "Which?").id();
    String path = "/api/v1/polls/" + poll;
    long choice = teacher.canvas().post(path + "/poll_choices", "poll_choices[][text]", "One").id();
    long session =
        teacher
            .canvas()
            .post(
                path + "/poll_sessions",
                Stream.concat(
                        Stream.of("poll_sessions[][course_id]", Long.toString(room.course())),
                        Stream.of(more))
                    .toArray(String[]::new))
            .id();
    expect(200, teacher.canvas().post(path + "/poll_sessions/" + session + "/open"));
    return new Asked(poll, List.of(choice), session);
  }

  /// A poll in the meeting, by its id.
  String askInMeeting() {
    return kit.ask(meeting, "{\"question\":\"Which?\",\"options\":[\"A\",\"B\"]}")
        .get("id")
        .asText();
  }

  /// Somebody who is in a meeting until this is closed.
  Participant enter(String meeting) {
    Participant there = kit.viewer(meeting, "Kim");
    open.add(kit.enter(meeting, there));
    return there;
  }

  private String webhooks() {
    return "/live/rooms/" + room.course() + "/webhooks";
  }

  /// A webhook of the course.
  String webhook() {
    String stays = WEBHOOK.replace("walk", "stays");
    return expect(201, admin.postJson(webhooks(), stays)).json().get("id").asText();
  }

  /// A webhook of the app.
  String kitWebhook() {
    String stays = KIT_WEBHOOK.replace("walk", "stays");
    return expect(201, kit.post("/webhooks", stays)).json().at("/data/id").asText();
  }

  /// Removes what the walk itself has made: there may be a few only.
  void makeRoomForWebhooks() {
    for (JsonNode each : admin.get(webhooks()).json().get("webhooks")) {
      if (each.get("name").asText().equals("walk")) {
        expect(204, admin.delete(webhooks() + "/" + each.get("id").asText()));
      }
    }
    for (JsonNode each : kit.get("/webhooks").json().get("data")) {
      if (each.get("name").asText().equals("walk")) {
        expect(200, kit.send("DELETE", "/webhooks/" + each.get("id").asText(), ""));
      }
    }
  }

  static Answer expect(int status, Answer answer) {
    if (answer.status() != status) {
      throw new AssertionError(answer.status() + " " + answer.body());
    }
    return answer;
  }

  @Override
  public void close() {
    open.forEach(Events::close);
  }
}
