package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.course.CourseStore;
import org.pollard.course.Courses;
import org.pollard.course.EnrollmentState;
import org.pollard.course.EnrollmentType;
import org.pollard.course.Roster;
import org.pollard.course.Section;
import org.pollard.people.NewUser;
import org.pollard.people.Passwords;
import org.pollard.people.PeopleStore;
import org.pollard.people.PlainText;
import org.pollard.people.Secrets;
import org.pollard.people.User;

/// Enrolls the people of a class list that somebody pastes.
@Path("/web/rooms/{course}/roster")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PeopleResource {

  /// A password takes tens of milliseconds to hash, on purpose.
  private static final int MOST = 500;

  private static final int LONGEST = 255;
  private static final int PASSWORD_LENGTH = 12;

  private final HostedRooms hosted;
  private final CourseStore courseStore;
  private final Courses courses;
  private final PeopleStore people;
  private final Passwords passwords;
  private final Secrets secrets;
  private final InstantSource clock;

  PeopleResource(
      HostedRooms hosted,
      CourseStore courseStore,
      Courses courses,
      PeopleStore people,
      Passwords passwords,
      Secrets secrets,
      InstantSource clock) {
    this.hosted = hosted;
    this.courseStore = courseStore;
    this.courses = courses;
    this.people = people;
    this.passwords = passwords;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// What was pasted.
  public record Pasted(@Nullable String text) {}

  /// Somebody who was on the list.
  ///
  /// @param password shown this once; absent for who had an account before
  public record Enrolled(String name, String login, @Nullable String password) {}

  @POST
  @Operation(hidden = true)
  public List<Enrolled> paste(
      @Context RoutingContext http, @PathParam("course") String id, @Nullable Pasted pasted) {
    HostedRooms.Hosted room = hosted.taught(http, id);
    String text = pasted == null || pasted.text() == null ? "" : pasted.text();
    List<Roster.Entry> entries = Roster.of(text).entries();
    if (entries.isEmpty() || entries.size() > MOST) {
      throw WebProblem.INVALID.refusal(
          "The list must name 1 to " + MOST + " people, not " + entries.size() + ".");
    }
    if (entries.stream().anyMatch(each -> !fits(each.name()) || !fits(each.login()))) {
      throw WebProblem.INVALID.refusal(
          "A name must have 1 to " + LONGEST + " characters of plain text.");
    }
    Section section = courseStore.defaultSection(room.id());
    http.response().putHeader("Cache-Control", "no-store");
    return entries.stream().map(each -> enroll(each, section)).toList();
  }

  private Enrolled enroll(Roster.Entry entry, Section section) {
    Optional<User> known = people.userByLogin(entry.login());
    String password = secrets.make().substring(0, PASSWORD_LENGTH);
    User user =
        known
            .or(
                () ->
                    people.addUser(
                        new NewUser(entry.name(), entry.login(), passwords.hash(password), false),
                        clock.instant()))
            .orElseThrow(() -> WebProblem.INVALID.refusal(entry.login() + " was just taken."));
    courses.enroll(user.id(), section, EnrollmentType.STUDENT, EnrollmentState.ACTIVE);
    return new Enrolled(user.name(), entry.login(), known.isPresent() ? null : password);
  }

  private static boolean fits(String text) {
    return !PlainText.looksEmpty(text) && text.length() <= LONGEST && PlainText.isLine(text);
  }
}
