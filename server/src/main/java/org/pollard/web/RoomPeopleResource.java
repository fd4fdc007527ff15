package org.pollard.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.course.RoomAccounts;
import org.pollard.course.RoomPeople;
import org.pollard.course.RoomPerson;
import org.pollard.edge.Arrival;
import org.pollard.edge.Witness;
import org.pollard.live.PeopleHere;
import org.pollard.people.AuditEvent;
import org.pollard.people.Guests;
import org.pollard.people.HostLinks;
import org.pollard.people.PeopleStore;
import org.pollard.people.User;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;

/// Who is in a room and who is there now, for those who run it: they mend names, remove people and
/// let them back, have others run the room with them, and give another password to whom the room's
/// class list gave an account.
@Path("/web/rooms/{course}/people")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class RoomPeopleResource {

  private final HostedRooms hosted;
  private final RoomPeople people;
  private final RoomAccounts accounts;
  private final PeopleHere here;
  private final PeopleStore users;
  private final Guests guests;
  private final HostLinks links;
  private final FreshPassword fresh;
  private final Witness witness;

  RoomPeopleResource(
      HostedRooms hosted,
      RoomPeople people,
      RoomAccounts accounts,
      PeopleHere here,
      PeopleStore users,
      Guests guests,
      HostLinks links,
      FreshPassword fresh,
      Witness witness) {
    this.hosted = hosted;
    this.people = people;
    this.accounts = accounts;
    this.here = here;
    this.users = users;
    this.guests = guests;
    this.links = links;
    this.fresh = fresh;
    this.witness = witness;
  }

  /// A room's people.
  ///
  /// @param teaches whether whoever asks may change them
  /// @param nameless how many others are here, guests who gave no name
  /// @param here how many people follow the room now, whoever asks left out
  /// @param awaited how many were invited and have not come
  /// @param more whether there are more than are listed
  @JsonNaming(SnakeCaseStrategy.class)
  public record Listed(
      String room,
      boolean teaches,
      int nameless,
      int here,
      int awaited,
      boolean more,
      List<Person> people) {}

  /// Somebody in a room.
  ///
  /// @param here whether they follow the room now
  /// @param self whether it is whoever asks
  /// @param ours whether the room's class list made the account: its hosts mend the name and give
  ///   another password
  /// @param anew whether it is a guest who came to a device that somebody else had left
  @JsonNaming(SnakeCaseStrategy.class)
  public record Person(
      long id,
      String name,
      @Nullable String login,
      String role,
      boolean here,
      boolean removed,
      boolean self,
      boolean ours,
      boolean anew) {}

  /// What is wanted of somebody; absent is what stays.
  ///
  /// @param host whether they run the room
  public record Wish(@Nullable String name, @Nullable Boolean host, @Nullable Boolean removed) {}

  /// Who it is now.
  public record Now(long id, String name) {}

  @GET
  @Operation(hidden = true)
  public Listed list(@Context RoutingContext http, @PathParam("course") String id) {
    HostedRooms.Hosted room = hosted.room(http, id);
    http.response().putHeader("Cache-Control", "no-store");
    AudienceRef.InCourse whole = new AudienceRef.InCourse(room.id().value(), null);
    Set<VoterId> present = here.whoIsIn(whole);
    Set<VoterId> ours =
        accounts.of(room.id()).stream()
            .map(User::id)
            .filter(each -> !links.isHost(each))
            .collect(Collectors.toSet());
    RoomPeople.Told told = people.in(room.id());
    Set<VoterId> named = told.people().stream().map(RoomPerson::id).collect(Collectors.toSet());
    long nameless = present.stream().filter(each -> !named.contains(each)).count();
    return new Listed(
        room.course().name(),
        room.rights().teach(),
        (int) nameless,
        here.in(whole, room.user().id()),
        told.awaited(),
        told.more(),
        told.people().stream()
            .map(
                each ->
                    new Person(
                        each.id().value(),
                        each.name(),
                        each.login(),
                        each.role().name().toLowerCase(Locale.ROOT),
                        present.contains(each.id()),
                        each.removed(),
                        each.id().equals(room.user().id()),
                        ours.contains(each.id()),
                        each.anew()))
            .toList());
  }

  /// Names of guests are mended by everybody who runs the room, the rest is for its teachers.
  @PATCH
  @Path("/{user}")
  @Operation(hidden = true)
  public Now change(
      @Context RoutingContext http,
      @PathParam("course") String id,
      @PathParam("user") String userId,
      @Nullable Wish wish) {
    HostedRooms.Hosted room = hosted.room(http, id);
    if (wish == null) {
      throw WebProblem.BAD_REQUEST.refusal();
    }
    Optional<RoomPerson> found = people.person(room.id(), new VoterId(Arrival.idOf(userId)));
    boolean onlyNames = wish.host() == null && wish.removed() == null;
    if (!room.rights().teach() && !(onlyNames && found.filter(RoomPerson::isGuest).isPresent())) {
      throw WebProblem.NOT_ALLOWED.refusal();
    }
    RoomPerson person = found.orElseThrow(WebProblem.NOT_FOUND::refusal);
    String name = wish.name() == null ? person.name() : rename(room, person, wish.name());
    if (wish.host() != null) {
      settle(people.host(room.id(), person, wish.host()));
      note(http, room, person, wish.host() ? "runs" : "no longer runs");
    }
    if (wish.removed() != null) {
      settle(people.remove(room.id(), person, wish.removed()));
      note(http, room, person, wish.removed() ? "was removed from" : "was let back into");
    }
    return new Now(person.id().value(), name);
  }

  /// Of an account only where it is no more than one of the room's own: others name themselves.
  private String rename(HostedRooms.Hosted room, RoomPerson person, String wanted) {
    if (person.isGuest()) {
      String name = GuestResource.fit(new GuestResource.Name(wanted));
      return guests.name(person.id(), name).orElseThrow(WebProblem.NOT_FOUND::refusal);
    }
    String name = Accounts.name(wanted);
    User user = ours(room, person.id());
    return users.rename(user.id(), name).orElseThrow(WebProblem.NOT_FOUND::refusal).name();
  }

  private static void settle(RoomPeople.Change change) {
    switch (change) {
      case DONE -> {}
      case LAST_HOST -> throw WebProblem.LAST_HOST.refusal();
      case UNKNOWN -> throw WebProblem.NOT_FOUND.refusal();
    }
  }

  private void note(RoutingContext http, HostedRooms.Hosted room, RoomPerson person, String what) {
    witness.note(
        http,
        AuditEvent.RIGHTS_CHANGED,
        room.user(),
        "%s (%d) %s %s".formatted(person.name(), person.id().value(), what, room.told()));
  }

  @POST
  @Path("/{user}/password")
  @Operation(hidden = true)
  public FreshPassword.Made reset(
      @Context RoutingContext http,
      @PathParam("course") String id,
      @PathParam("user") String userId) {
    HostedRooms.Hosted room = hosted.taught(http, id);
    return fresh.give(http, room.user(), ours(room, new VoterId(Arrival.idOf(userId))));
  }

  private User ours(HostedRooms.Hosted room, VoterId user) {
    return accounts
        .account(room.id(), user)
        .filter(each -> !links.isHost(each.id()))
        .orElseThrow(WebProblem.NOT_FOUND::refusal);
  }
}
