package org.pollard.canvas;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.extensions.Extension;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.pollard.canvas.params.Fields;
import org.pollard.edge.Witness;
import org.pollard.people.AccessToken;
import org.pollard.people.AccessTokens;
import org.pollard.people.AuditEvent;
import org.pollard.people.Listing;
import org.pollard.people.NewToken;
import org.pollard.people.TokenId;
import org.pollard.people.TokenKind;
import org.pollard.people.TokenStore;
import org.pollard.people.User;

/// The access tokens of a user.
@Path("/api/v1/users/{user_id}/tokens")
@RunOnVirtualThread
@Tag(name = "Access tokens")
public class TokensResource {

  private static final int MOST_SCOPES = 200;

  private final CourseLookup lookup;
  private final TokenStore store;
  private final AccessTokens tokens;
  private final Witness witness;

  TokensResource(CourseLookup lookup, TokenStore store, AccessTokens tokens, Witness witness) {
    this.lookup = lookup;
    this.store = store;
    this.tokens = tokens;
    this.witness = witness;
  }

  @GET
  @Operation(summary = "List a user's access tokens, without their secrets")
  @Extension(name = "x-paged", value = "true")
  public RestResponse<Bare<TokenWire>> index(
      @Context RoutingContext http, @PathParam("user_id") String id) {
    CanvasCall call = CanvasCall.of(http);
    User user = user(id, call);
    Paging paging = call.paging();
    Listing<AccessToken> found = store.ofPrograms(user.id(), CanvasCall.slice(paging));
    List<TokenWire> wires = found.items().stream().map(token -> TokenWire.of(token, null)).toList();
    return Pages.answer(call.links(paging, found), new Bare<>(wires));
  }

  @POST
  @Operation(
      summary =
          "Make an access token; its secret is shown in this answer only, and it ends with the token"
              + " that it is made with")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = TokenWire.Request.class)))
  public TokenWire create(@Context RoutingContext http, @PathParam("user_id") String id) {
    CanvasCall call = CanvasCall.of(http);
    User user = user(id, call);
    Fields given = call.params().root().fields("token");
    @Nullable String purpose = given.text("purpose").orElse(null);
    List<String> scopes = given.texts("scopes").stream().distinct().toList();
    Optional<Instant> expiresAt = given.text("expires_at").flatMap(IsoTime::read);
    ModelErrors errors = new ModelErrors();
    errors.name("purpose", purpose);
    if (!given.isBlank("expires_at") && expiresAt.isEmpty()) {
      errors.add(
          new ModelError("expires_at", "invalid", "must be a time such as 2030-01-31T12:00:00Z"));
    }
    boolean unreadable =
        given.get("scopes").filter(each -> !each.isBlank()).isPresent() && scopes.isEmpty();
    if (unreadable
        || scopes.size() > MOST_SCOPES
        || !scopes.stream().allMatch(Scopes::wellFormed)) {
      errors.add(
          new ModelError(
              "scopes",
              "invalid",
              "must be at most " + MOST_SCOPES + " scopes such as url:GET|/api/v1/polls"));
    }
    if (!NewToken.fits(scopes, call.principal().scopes())) {
      errors.add(
          new ModelError(
              "scopes", "invalid", "must be among those of the token that this is made with"));
    }
    errors.refuse();
    AccessTokens.Issued made =
        tokens
            .issue(
                new NewToken(
                    user.id(),
                    TokenKind.PROGRAM,
                    purpose == null ? "" : purpose,
                    scopes,
                    call.principal().token(),
                    expiresAt.orElse(null),
                    null))
            .orElseThrow(() -> new Refusal(CanvasErrors.revokedToken()));
    witness.note(http, AuditEvent.TOKEN_MADE, call.principal().user(), words(made.token(), user));
    return TokenWire.of(made.token(), made.secret());
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Revoke an access token and all that were made with it")
  public TokenWire revoke(
      @Context RoutingContext http,
      @PathParam("user_id") String userId,
      @PathParam("id") String id) {
    CanvasCall call = CanvasCall.of(http);
    User user = user(userId, call);
    AccessToken revoked =
        tokens.revoke(user.id(), new TokenId(CanvasCall.id(id))).orElseThrow(PollLookup::notFound);
    witness.note(http, AuditEvent.TOKEN_REVOKED, call.principal().user(), words(revoked, user));
    return TokenWire.of(revoked, null);
  }

  private static String words(AccessToken token, User user) {
    return "token %d of %s (%d)".formatted(token.id().value(), user.name(), user.id().value());
  }

  private User user(String id, CanvasCall call) {
    User user = lookup.user(id, call);
    CourseLookup.requireSelfOrAdministrator(user, call);
    return user;
  }
}
