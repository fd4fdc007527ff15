package org.pollard.canvas;

import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.pollard.canvas.params.Fields;
import org.pollard.canvas.params.Params;
import org.pollard.edge.Arrival;
import org.pollard.people.Listing;
import org.pollard.people.Principal;
import org.pollard.people.Slice;
import org.pollard.people.User;
import org.pollard.people.VoterId;

/// One authenticated request on the Canvas wire, as [CanvasFacade] made it. Immutable.
///
/// @param params query and body in one tree
/// @param principal whose token was shown
/// @param user who acts: the token's user, or whom an administrator masquerades as
/// @param base scheme and authority under which the client reached the server, such as
///   `http://host:8080`
/// @param path the path without a format suffix
/// @param stringIds whether ids are wanted as strings
/// @param jsonApi whether lists are wanted in the JSON:API flavour
record CanvasCall(
    Params params,
    Principal principal,
    User user,
    String base,
    String path,
    boolean stringIds,
    boolean jsonApi) {

  private static final String KEY = CanvasCall.class.getName();

  /// The call behind a request that the edge has let in.
  ///
  /// @throws org.pollard.edge.NoCallerException when it has not
  static CanvasCall of(RoutingContext http) {
    @Nullable CanvasCall call = http.get(KEY);
    Arrival.caller(http, CanvasCaller.Known.class);
    return Objects.requireNonNull(call);
  }

  void putInto(RoutingContext http) {
    http.put(KEY, this);
  }

  VoterId person() {
    return user.id();
  }

  /// Whether the caller showed a credential of their own, and is no administrator who acts as
  /// somebody else.
  boolean inPerson() {
    return principal.user().id().equals(user.id());
  }

  boolean administrator() {
    return user.administrator();
  }

  /// The fields that a creation or change sends.
  Fields wrapper(String plural, String singular) {
    return params
        .wrapper(plural, singular)
        .orElseThrow(() -> new Refusal(CanvasErrors.missing(plural)));
  }

  /// The page of a list that is asked for.
  Paging paging() {
    return Paging.read(params.root()).orElseThrow(() -> new Refusal(CanvasErrors.notFound()));
  }

  /// The ways to the other pages of this list.
  PageLinks links(Paging paging, Listing<?> listing) {
    return PageLinks.of(paging, listing.total(), base + path, params.query());
  }

  /// An id from the path; what cannot be an id is simply unknown.
  static long id(String segment) {
    OptionalLong id = Fields.idOf(segment);
    return id.orElseThrow(() -> new Refusal(CanvasErrors.notFound()));
  }

  static Slice slice(Paging paging) {
    return new Slice(paging.offset(), paging.limit());
  }
}
