package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.ClientAddress;
import org.pollard.people.BusyException;
import org.pollard.people.Guest;
import org.pollard.people.Guests;

/// Who a guest is: gives and mends their own name, and leaves the browser to the next one.
@Path("/web/guest")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class GuestResource {

  private static final int LONGEST_NAME = 60;

  private final Guests guests;
  private final GuestLine line;
  private final ClientAddress addresses;

  GuestResource(Guests guests, GuestLine line, ClientAddress addresses) {
    this.guests = guests;
    this.line = line;
    this.addresses = addresses;
  }

  /// What a guest is to be called.
  public record Name(@Nullable String name) {}

  /// The name, with a number where somebody of that name is in one of the guest's rooms already.
  @PUT
  @Operation(hidden = true)
  public SessionResource.Named name(@Context RoutingContext http, @Nullable Name given) {
    Guest guest = Visitor.of(http).guest();
    if (guest == null) {
      throw WebProblem.SIGN_IN.refusal();
    }
    String wanted = fit(given);
    String name;
    try {
      name =
          line.pass(addresses.of(http.request()), () -> guests.name(guest.id(), wanted))
              .orElseThrow(WebProblem.NOT_FOUND::refusal);
    } catch (BusyException e) {
      throw WebProblem.busy(e);
    }
    return new SessionResource.Named(guest.id().value(), name);
  }

  /// Has this browser be nobody's any more. What the guest has answered stays, under their name.
  @DELETE
  @Operation(hidden = true)
  public void leave(@Context RoutingContext http) {
    Visitor visitor = Visitor.of(http);
    if (visitor.guest() != null || visitor.user() != null) {
      Browsers.leave(http);
    }
  }

  static String fit(@Nullable Name given) {
    String name = given == null || given.name() == null ? "" : given.name().strip();
    WebProblem.refuseUnfitName("name", name, LONGEST_NAME);
    return name;
  }
}
