package org.pollard.realtimekit;

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
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.pollard.edge.Witness;
import org.pollard.meeting.ApiToken;
import org.pollard.meeting.ApiTokenId;
import org.pollard.meeting.ApiTokens;
import org.pollard.meeting.AppStore;
import org.pollard.meeting.PermissionGroup;
import org.pollard.people.AuditEvent;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.TokenId;

/// The API tokens of the account, for the administrator only; any of them may verify itself.
@Path("/client/v4/accounts/{account_id}/tokens")
@RunOnVirtualThread
@Tag(name = "API tokens")
public class ApiTokensResource {

  private final ApiTokens tokens;
  private final AppStore store;
  private final TokenVerification verification;
  private final AccountId account;
  private final RealtimeKitLookup lookup;
  private final Witness witness;
  private final InstantSource clock;

  ApiTokensResource(
      ApiTokens tokens,
      AppStore store,
      TokenVerification verification,
      AccountId account,
      RealtimeKitLookup lookup,
      InstantSource clock,
      Witness witness) {
    this.tokens = tokens;
    this.store = store;
    this.verification = verification;
    this.account = account;
    this.lookup = lookup;
    this.witness = witness;
    this.clock = clock;
  }

  @GET
  @Path("/permission_groups")
  @Operation(summary = "List what an API token can be good for")
  public ApiTokenWire.Envelope<List<ApiTokenWire.Group>> permissionGroups(
      @PathParam("account_id") String accountId) {
    lookup.account(accountId);
    return ApiTokenWire.Envelope.of(
        Arrays.stream(PermissionGroup.values()).map(ApiTokenWire.Group::of).toList());
  }

  @POST
  @Operation(summary = "Make an API token; its value is shown this once")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ApiTokenWire.Request.class)))
  public ApiTokenWire.Envelope<ApiTokenWire> create(
      @Context RoutingContext http, @PathParam("account_id") String accountId) {
    lookup.account(accountId);
    RealtimeKitCall call = RealtimeKitCall.of(http);
    if (!(call.caller() instanceof RealtimeKitCaller.Administrator(TokenId madeWith))) {
      throw new Refusal(RealtimeKitErrors.denied());
    }
    Given given = call.given();
    String name = given.name("name");
    Set<PermissionGroup> groups = PolicyFields.read(given, account);
    Instant expiresOn = given.time("expires_on");
    // Left out, it would make a token that is good for more than was asked for.
    given.unsupported("condition", "not_before");
    given.check();
    return tokens
        .issue(name, groups, expiresOn, madeWith)
        .map(
            made -> {
              note(http, AuditEvent.TOKEN_MADE, made.token().id().value());
              return ApiTokenWire.Envelope.of(ApiTokenWire.of(made, account, clock.instant()));
            })
        .orElseThrow(() -> new Refusal(RealtimeKitErrors.unauthenticated()));
  }

  @GET
  @Operation(summary = "List the API tokens of the account, newest first, without their values")
  @Parameter(
      name = "page",
      in = ParameterIn.QUERY,
      schema = @Schema(type = SchemaType.INTEGER, defaultValue = "1"))
  @Parameter(
      name = "per_page",
      in = ParameterIn.QUERY,
      description = "100 at most",
      schema = @Schema(type = SchemaType.INTEGER, defaultValue = "20"))
  @Parameter(
      name = "direction",
      in = ParameterIn.QUERY,
      description = "asc or desc",
      schema = @Schema(defaultValue = "desc"))
  @Parameter(
      name = "include_expired",
      in = ParameterIn.QUERY,
      schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
  public ApiTokenWire.Envelope<List<ApiTokenWire>> index(
      @Context RoutingContext http, @PathParam("account_id") String accountId) {
    lookup.account(accountId);
    RealtimeKitCall call = RealtimeKitCall.of(http);
    Slice page = Paging.read("page", call.parameter("page"), call.parameter("per_page"));
    boolean newestFirst =
        Parameters.choice("direction", call.parameter("direction"), List.of("desc", "asc"))
            .equals("desc");
    boolean expired = Parameters.truth("include_expired", call.parameter("include_expired"));
    Instant now = clock.instant();
    Listing<ApiToken> found = store.tokens(expired ? null : now, newestFirst, page);
    return ApiTokenWire.Envelope.page(
        found.items().stream().map(each -> ApiTokenWire.of(each, account, now)).toList(),
        page,
        found.total());
  }

  @GET
  @Path("/verify")
  @Operation(summary = "Say whether the token that is shown is good")
  public ApiTokenWire.Envelope<ApiTokenWire.Verified> verify(
      @Context RoutingContext http, @PathParam("account_id") String accountId) {
    lookup.account(accountId);
    return verification.of(RealtimeKitCall.of(http).caller());
  }

  @GET
  @Path("/{token_id}")
  @Operation(summary = "Get an API token, without its value")
  public ApiTokenWire.Envelope<ApiTokenWire> show(
      @PathParam("account_id") String accountId, @PathParam("token_id") String id) {
    lookup.account(accountId);
    return store
        .token(new ApiTokenId(id))
        .map(each -> ApiTokenWire.Envelope.of(ApiTokenWire.of(each, account, clock.instant())))
        .orElseThrow(() -> RealtimeKitLookup.notFound("Token"));
  }

  @DELETE
  @Path("/{token_id}")
  @Operation(summary = "Revoke an API token")
  public ApiTokenWire.Envelope<ApiTokenWire.Revoked> revoke(
      @Context RoutingContext http,
      @PathParam("account_id") String accountId,
      @PathParam("token_id") String id) {
    lookup.account(accountId);
    if (!tokens.revoke(new ApiTokenId(id))) {
      throw RealtimeKitLookup.notFound("Token");
    }
    note(http, AuditEvent.TOKEN_REVOKED, id);
    return ApiTokenWire.Envelope.of(new ApiTokenWire.Revoked(id));
  }

  /// Only the administrator's own token comes this far.
  private void note(RoutingContext http, AuditEvent event, String id) {
    witness.note(http, event, null, "API token " + id + ", by the administrator's token");
  }
}
