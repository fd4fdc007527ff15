package org.pollard.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.pollard.edge.RightsPage.Row;
import org.pollard.harness.Canvas;
import org.pollard.harness.Classroom;
import org.pollard.harness.Classroom.Asked;
import org.pollard.harness.Classroom.Person;
import org.pollard.harness.Kit;
import org.pollard.harness.Tab;

/// What the variables in a row's path stand for. Ids are named by the segment before them. A row
/// that changes something has records of its own, and gets new ones when a call has used them up.
/// Confined to one thread.
@NullMarked
final class RightsTargets {

  private final RightsWorld world;
  private final Map<String, String> ofCourse = new HashMap<>();
  private final Map<String, String> ofSection = new HashMap<>();
  private final Map<String, String> ofMeeting = new HashMap<>();
  private final Map<String, String> ofMeetingPoll = new HashMap<>();
  private final Map<Row, Map<String, String>> own = new HashMap<>();

  RightsTargets(RightsWorld world) {
    this.world = world;
    ofCourse();
    ofSection();
    ofMeeting();
  }

  private void ofCourse() {
    String course = Long.toString(world.room.course());
    ofCourse.put("rooms", course);
    ofCourse.put("present", course);
    ofCourse.put("j", world.code);
    ofCourse.put("public", world.code);
    RightsWorld.expect(
        200,
        world
            .teacher
            .canvas()
            .send("PATCH", "/web/rooms/" + course, "application/json", "{\"seen_by_all\":true}"));
    ofCourse.put("bundle", script());
    ofCourse.put("swagger-ui", "index.html");
    ofCourse.put("browsers", "1");
    ofCourse.put("webhooks", world.webhook());
    ofCourse.put("app-webhooks", world.kitWebhook());
    ofCourse.put("people", listed(course));
    ofCourse.put("logos", logo());
    ofCourse.put("pictures", picture());
    put(ofCourse, world.askInCourse());
  }

  /// The name of an image that another room has, which nobody takes from it.
  private String logo() {
    Classroom room = Classroom.in(world.admin());
    Canvas canvas = room.teacher();
    var request =
        canvas
            .request("/web/rooms/" + room.course() + "/logo")
            .PUT(BodyPublishers.ofString(RightsBodies.LOGO, ISO_8859_1));
    String logo = canvas.send(request).json().at("/look/logo").asText();
    return logo.substring(logo.lastIndexOf('/') + 1);
  }

  /// The name of an image of a poll of another room.
  private String picture() {
    Canvas canvas = Classroom.in(world.admin()).teacher();
    String poll = "{\"question\":\"Which?\",\"choices\":[\"One\",\"Two\"]}";
    long id = canvas.postJson("/live/polls", poll).json().get("id").asLong();
    var request =
        canvas
            .request("/web/polls/" + id + "/picture?alt=One")
            .PUT(BodyPublishers.ofString(RightsBodies.LOGO, ISO_8859_1));
    RightsWorld.expect(204, canvas.send(request));
    String picture = canvas.get("/live/polls/" + id).json().at("/image/url").asText();
    return picture.substring(picture.lastIndexOf('/') + 1);
  }

  /// Somebody whose account the room's class list has made.
  private String listed(String course) {
    String room = "/web/rooms/" + course;
    String list = "{\"text\":\"Lea, lea-%s\"}".formatted(UUID.randomUUID());
    RightsWorld.expect(200, world.teacher.canvas().postJson(room + "/roster", list));
    for (JsonNode each : world.teacher.canvas().get(room + "/people").json().get("people")) {
      if (each.get("ours").asBoolean()) {
        return each.get("id").asText();
      }
    }
    throw new AssertionError("the class list has made no account");
  }

  /// A file that a page names.
  private String script() {
    String page = world.admin().get("/").body();
    String bundle = "/static/bundle/";
    int start = page.indexOf(bundle) + bundle.length();
    return page.substring(start, page.indexOf('"', start));
  }

  private void ofSection() {
    Asked asked = world.askInSection();
    put(ofSection, asked);
    ofSection.put("accounts", "1");
    ofSection.put("courses", Long.toString(world.room.course()));
    ofSection.put("sections", Long.toString(world.room.section()));
    ofSection.put("users", Long.toString(world.student.id()));
    ofSection.put("enrollments", Long.toString(world.enrollment(world.student)));
    ofSection.put("tokens", world.token(world.student).id());
    ofSection.put(
        "poll_submissions", Long.toString(Classroom.vote(world.student.canvas(), asked, 0).id()));
  }

  private static void put(Map<String, String> targets, Asked asked) {
    targets.put("polls", Long.toString(asked.poll()));
    targets.put("poll_choices", Long.toString(asked.choices().getFirst()));
    targets.put("poll_sessions", Long.toString(asked.session()));
    targets.put("sessions", Long.toString(asked.session()));
  }

  private void ofMeeting() {
    Kit kit = world.kit;
    String session =
        kit.get("/meetings/" + world.meeting + "/active-session").json().at("/data/id").asText();
    ofMeeting.put("accounts", Kit.ACCOUNT);
    ofMeeting.put("tokens", world.apiToken("").id());
    ofMeeting.put("kit", kit.app());
    ofMeeting.put("apps", kit.app());
    ofMeeting.put("meetings", world.meeting);
    ofMeeting.put("active-recording", world.meeting);
    // There never are any.
    ofMeeting.put("recordings", UUID.randomUUID().toString());
    ofMeeting.put("livestreams", UUID.randomUUID().toString());
    ofMeeting.put("participants", world.participant.id());
    ofMeeting.put("presets", preset());
    ofMeeting.put("webhooks", world.kitWebhook());
    String poll = world.askInMeeting();
    ofMeeting.put("poll", poll);
    ofMeetingPoll.put("sessions", poll);
    ofMeetingPoll.put("meetings", world.meeting);
    ofMeetingPoll.put("entries", "1");
    ofMeeting.put("sessions", session);
    String peer =
        kit.get("/sessions/" + session + "/participants")
            .json()
            .at("/data/participants/0/id")
            .asText();
    ofMeeting.put("peers", peer);
    ofMeeting.put("peer-report", peer);
  }

  private String preset() {
    return world
        .kit
        .post(
            "/presets",
            "{\"name\":\"%s\",\"config\":{\"view_type\":\"WEBINAR\"},\"ui\":{\"design_tokens\":{}}}"
                .formatted(UUID.randomUUID()))
        .json()
        .at("/data/id")
        .asText();
  }

  /// The path of a row's call.
  String path(Row row) {
    StringBuilder path = new StringBuilder();
    String before = "";
    for (String segment : row.template().substring(1).split("/", -1)) {
      boolean variable = segment.startsWith("{") || segment.equals("**");
      path.append('/').append(variable ? of(row, name(row, before)) : segment);
      before = segment;
    }
    if (row.template().endsWith("/picture") && row.method().equals("PUT")) {
      path.append("?alt=One");
    }
    return path.toString();
  }

  private static String name(Row row, String before) {
    return before.equals("participants") && row.template().contains("/sessions/")
        ? "peers"
        : before;
  }

  /// What a variable stands for.
  String of(Row row, String name) {
    String value = own.computeIfAbsent(row, this::make).get(name);
    if (value == null) {
      value = shared(row.section()).get(name);
    }
    if (value == null) {
      throw new AssertionError("name what comes after " + name + " in " + row);
    }
    return value;
  }

  private Map<String, String> shared(RightsSection section) {
    return switch (section) {
      case CANVAS, LIVE_SECTION -> ofSection;
      case LIVE_ROOM, PAGES, OPERATIONS -> ofCourse;
      case LIVE_MEETING -> ofMeetingPoll;
      case ACCOUNT, KIT, OLDER_KIT, BROWSER_CLIENT -> ofMeeting;
    };
  }

  /// Has the next call find new records when this one has used them up.
  void letIn(Row row) {
    if (row.method().equals("DELETE")
        || row.template().contains("/kick")
        || row.template().contains("/discarded/")) {
      own.remove(row);
    }
  }

  private Map<String, String> make(Row row) {
    Map<String, String> made = new HashMap<>();
    boolean changes = !row.method().equals("GET") || row.template().matches(".*/(open|close)");
    if (!changes) {
      return made;
    }
    if (row.template().contains("/entries/") && row.section() != RightsSection.LIVE_MEETING) {
      made.putAll(world.written(row.section() == RightsSection.LIVE_SECTION));
      return made;
    }
    switch (row.section()) {
      case CANVAS -> makeForCanvas(row, made);
      case LIVE_SECTION -> put(made, world.askInSection());
      case LIVE_ROOM -> {
        put(made, world.askInCourse());
        if (row.method().equals("DELETE") && row.template().contains("/webhooks/")) {
          made.put("webhooks", world.webhook());
        }
      }
      case LIVE_MEETING -> {
        String poll = world.askInMeeting();
        made.put("sessions", poll);
        made.put("poll_choices", choice(poll));
      }
      case ACCOUNT -> made.put("tokens", world.apiToken("").id());
      case KIT, OLDER_KIT -> makeForKit(row, made);
      case PAGES -> {
        if (row.template().contains("/browsers/")) {
          made.put("browsers", browser());
        } else if (row.method().equals("DELETE")) {
          put(made, world.askInCourse());
        } else if (row.template().contains("/discarded/")) {
          made.put("discarded", discarded());
        }
      }
      case BROWSER_CLIENT, OPERATIONS -> {}
    }
    return made;
  }

  /// Another one of the host's, by its id.
  private String browser() {
    Tab another = world.signedIn(world.host);
    for (JsonNode each : another.get("/web/browsers").json().get("browsers")) {
      if (each.get("current").asBoolean()) {
        return each.get("id").asText();
      }
    }
    throw new AssertionError("no browser of the host");
  }

  /// A poll that the teacher has deleted.
  private String discarded() {
    Asked asked = world.askInCourse();
    return world
        .teacher
        .canvas()
        .delete("/web/sessions/" + asked.session())
        .json()
        .get("id")
        .asText();
  }

  private String choice(String poll) {
    return world
        .participant
        .client()
        .get("/live/sessions/" + poll)
        .json()
        .at("/choices/0/id")
        .asText();
  }

  private void makeForCanvas(Row row, Map<String, String> made) {
    put(made, world.askInSection());
    if (!row.method().equals("DELETE")) {
      return;
    }
    if (row.template().contains("/enrollments/")) {
      Person person = world.room.student("Zoe");
      made.put("enrollments", Long.toString(world.enrollment(person)));
    } else if (row.template().contains("/tokens/")) {
      made.put("tokens", world.token(world.student).id());
    }
  }

  private void makeForKit(Row row, Map<String, String> made) {
    if (row.template().contains("/poll/")) {
      made.put("poll", world.askInMeeting());
    } else if (row.template().contains("/kick")) {
      String meeting = world.kit.meeting();
      made.put("meetings", meeting);
      made.put("participants", world.enter(meeting).id());
    } else if (row.template().contains("/presets/")) {
      made.put("presets", preset());
    } else if (row.template().contains("/webhooks/")) {
      made.put("webhooks", world.kitWebhook());
    } else if (row.template().contains("/participants/")) {
      made.put("participants", world.kit.viewer(world.meeting, "Zoe").id());
    }
  }
}
