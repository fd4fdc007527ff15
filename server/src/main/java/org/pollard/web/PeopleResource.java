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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.course.CourseStore;
import org.pollard.course.CourseStore.Arrival;
import org.pollard.course.CourseStore.NewStudent;
import org.pollard.course.Courses;
import org.pollard.course.RoomAccounts;
import org.pollard.course.Roster;
import org.pollard.course.Section;
import org.pollard.edge.Witness;
import org.pollard.people.AuditEvent;
import org.pollard.people.Passwords;
import org.pollard.people.PeopleStore;
import org.pollard.people.Secrets;
import org.pollard.people.User;

/// Enrolls the people of a class list that somebody pastes, all of them or nobody. Who has an
/// account is invited, and is in once they have joined by the room's code: a teacher learns nothing
/// of the people of a server by typing their names, and puts nobody into a room unasked.
@Path("/web/rooms/{course}/roster")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class PeopleResource {

  /// A password takes tens of milliseconds to hash, on purpose.
  static final int MOST = 500;

  private final HostedRooms hosted;
  private final CourseStore courseStore;
  private final Courses courses;
  private final PeopleStore people;
  private final Passwords passwords;
  private final Secrets secrets;
  private final RoomAccounts accounts;
  private final Witness witness;

  PeopleResource(
      HostedRooms hosted,
      CourseStore courseStore,
      Courses courses,
      PeopleStore people,
      Passwords passwords,
      Secrets secrets,
      RoomAccounts accounts,
      Witness witness) {
    this.hosted = hosted;
    this.courseStore = courseStore;
    this.courses = courses;
    this.people = people;
    this.passwords = passwords;
    this.secrets = secrets;
    this.accounts = accounts;
    this.witness = witness;
  }

  /// What was pasted.
  public record Pasted(@Nullable String text) {}

  /// Somebody who was on the list, as they were typed there.
  ///
  /// @param password shown this once; absent for who had an account before
  /// @param became `made`, `invited` (there was an account, whose owner has to come) or `there`
  public record Enrolled(String name, String login, @Nullable String password, String became) {}

  @POST
  @Operation(hidden = true)
  public List<Enrolled> paste(
      @Context RoutingContext http, @PathParam("course") String id, @Nullable Pasted pasted) {
    HostedRooms.Hosted room = hosted.taught(http, id);
    String text = pasted == null || pasted.text() == null ? "" : pasted.text();
    Roster roster = Roster.of(text);
    roster.flawed().ifPresent(PeopleResource::refuse);
    List<Roster.Row> entries = roster.people();
    if (entries.isEmpty() || entries.size() > MOST) {
      throw WebProblem.INVALID.refusal(
          "The list must name 1 to " + MOST + " people, not " + entries.size() + ".");
    }
    http.response().putHeader("Cache-Control", "no-store");
    List<Enrolled> enrolled = enroll(entries, courseStore.defaultSection(room.id()));
    rememberMade(room, enrolled);
    witness.note(
        http,
        AuditEvent.RIGHTS_CHANGED,
        room.user(),
        "%d people of a list are students in course %d"
            .formatted(enrolled.size(), room.id().value()));
    return enrolled;
  }

  /// What is wrong with each row a preview says before.
  private static void refuse(Roster.Row row) {
    throw WebProblem.INVALID.refusal(
        "Line %d cannot be read as a person (%s); names have 1 to %d characters of plain text."
            .formatted(row.line(), row.state().name().toLowerCase(Locale.ROOT), Roster.LONGEST));
  }

  /// Those whose accounts this list made may be given another password here.
  private void rememberMade(HostedRooms.Hosted room, List<Enrolled> enrolled) {
    accounts.made(
        room.id(),
        enrolled.stream()
            .filter(each -> each.password() != null)
            .flatMap(each -> people.userByLogin(each.login()).stream())
            .map(User::id)
            .toList());
  }

  /// Passwords are hashed before and outside of the transaction that stores all of them.
  private List<Enrolled> enroll(List<Roster.Row> entries, Section section) {
    List<String> initial = entries.stream().map(_ -> secrets.password()).toList();
    List<NewStudent> students = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      Roster.Row entry = entries.get(i);
      boolean known = people.userByLogin(entry.login()).isPresent();
      String hash = known ? null : passwords.hash(initial.get(i));
      students.add(new NewStudent(entry.name(), entry.login(), hash));
    }
    List<Arrival> arrivals = courses.enrollClass(section, students);
    List<Enrolled> enrolled = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      Arrival became = arrivals.get(i);
      enrolled.add(
          new Enrolled(
              entries.get(i).name(),
              entries.get(i).login(),
              became == Arrival.MADE ? initial.get(i) : null,
              became.name().toLowerCase(Locale.ROOT)));
    }
    return enrolled;
  }
}
