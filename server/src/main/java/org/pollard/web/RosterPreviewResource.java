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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.course.CourseAccess;
import org.pollard.course.CourseId;
import org.pollard.course.CourseStore;
import org.pollard.course.Enrollment;
import org.pollard.course.EnrollmentState;
import org.pollard.course.Membership;
import org.pollard.course.Roster;
import org.pollard.people.PeopleStore;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// Says how a pasted class list is understood, before anything is stored. Whose account a row means
/// is said of people whom the caller knows from a room of theirs, and of nobody else: else whoever
/// runs a room could look up who has an account, without leaving a trace.
@Path("/web/rooms/{course}/roster/preview")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RosterPreviewResource {

  private final HostedRooms hosted;
  private final CourseStore courses;
  private final CourseAccess access;
  private final PeopleStore people;

  RosterPreviewResource(
      HostedRooms hosted, CourseStore courses, CourseAccess access, PeopleStore people) {
    this.hosted = hosted;
    this.courses = courses;
    this.access = access;
    this.people = people;
  }

  /// What was read.
  ///
  /// @param count how many people stand there, each once
  /// @param most how many are taken at once
  /// @param rows no more than that
  /// @param unread what the columns are called of which nothing is used
  public record Preview(int count, int most, List<Read> rows, List<String> unread) {}

  /// A row as it was understood.
  ///
  /// @param account the name of the account that it means, where the caller may know it
  public record Read(int line, String name, String login, String state, @Nullable String account) {}

  @POST
  @Operation(hidden = true)
  public Preview preview(
      @Context RoutingContext http,
      @PathParam("course") String id,
      PeopleResource.@Nullable Pasted pasted) {
    HostedRooms.Hosted room = hosted.taught(http, id);
    http.response().putHeader("Cache-Control", "no-store");
    Roster roster = Roster.of(pasted == null || pasted.text() == null ? "" : pasted.text());
    List<Roster.Row> rows = roster.rows().stream().limit(PeopleResource.MOST).toList();
    Map<Roster.Row, String> known = known(room.user(), rows);
    return new Preview(
        roster.people().size(),
        PeopleResource.MOST,
        rows.stream()
            .map(
                each ->
                    new Read(
                        each.line(),
                        each.name(),
                        each.login(),
                        each.state().name().toLowerCase(Locale.ROOT),
                        known.get(each)))
            .toList(),
        roster.unread());
  }

  private Map<Roster.Row, String> known(User teacher, List<Roster.Row> rows) {
    Map<Roster.Row, User> found = new HashMap<>();
    for (Roster.Row each : rows) {
      if (each.state() == Roster.State.FINE) {
        people.userByLogin(each.login()).ifPresent(user -> found.put(each, user));
      }
    }
    Map<VoterId, Membership> members =
        courses.members(found.values().stream().map(User::id).toList());
    Set<CourseId> run =
        access.member(teacher.id()).enrollments().stream()
            .filter(each -> each.state() == EnrollmentState.ACTIVE && each.type().staff())
            .map(Enrollment::course)
            .collect(Collectors.toSet());
    Map<Roster.Row, String> known = new HashMap<>();
    found.forEach(
        (row, user) -> {
          Membership member = members.get(user.id());
          if (teacher.administrator() || (member != null && isKnown(member, run))) {
            known.put(row, user.name());
          }
        });
    return known;
  }

  private static boolean isKnown(Membership member, Set<CourseId> run) {
    return member.enrollments().stream()
        .map(Enrollment::course)
        .filter(run::contains)
        .anyMatch(member::knownIn);
  }
}
