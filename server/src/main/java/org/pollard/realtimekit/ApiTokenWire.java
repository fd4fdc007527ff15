package org.pollard.realtimekit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.ApiTokens;
import org.pollard.meeting.PermissionGroup;

/// An API token of the account.
///
/// @param value the token itself, shown this once
@Schema(name = "ApiToken")
public record ApiTokenWire(
    String id,
    String name,
    String status,
    Instant issuedOn,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant expiresOn,
    String value) {

  static ApiTokenWire of(ApiTokens.Issued issued) {
    return new ApiTokenWire(
        issued.token().id().value(),
        issued.token().name(),
        "active",
        issued.token().createdAt(),
        issued.token().expiresAt(),
        issued.secret());
  }

  /// What a token can be good for.
  @Schema(name = "PermissionGroup")
  public record Group(String id, String name, List<String> scopes) {

    public Group {
      scopes = List.copyOf(scopes);
    }

    static Group of(PermissionGroup group) {
      return new Group(group.id(), group.title(), List.of("com.cloudflare.api.account"));
    }
  }

  /// The answer to a revocation.
  @Schema(name = "ApiTokenRevoked")
  public record Revoked(String id) {}

  /// Cloudflare's envelope of calls that belong to no product.
  public record Envelope<T>(T result, boolean success, List<Object> errors, List<Object> messages)
      implements RealtimeKitBody {

    public Envelope {
      errors = List.copyOf(errors);
      messages = List.copyOf(messages);
    }

    static <T> Envelope<T> of(T result) {
      return new Envelope<>(result, true, List.of(), List.of());
    }
  }

  /// What makes one.
  @Schema(name = "ApiTokenRequest")
  public record Request(
      @Schema(required = true) String name,
      @Schema(required = true) List<Policy> policies,
      @Nullable Instant expiresOn) {

    public Request {
      policies = List.copyOf(policies);
    }
  }

  /// What it is good for.
  @Schema(name = "ApiTokenPolicy")
  public record Policy(
      @Schema(required = true, description = "allow or deny") String effect,
      @Schema(required = true) List<GroupRef> permissionGroups,
      @Nullable Map<String, String> resources) {

    public Policy {
      permissionGroups = List.copyOf(permissionGroups);
    }
  }

  /// Names a permission group.
  @Schema(name = "PermissionGroupRef")
  public record GroupRef(@Schema(required = true) String id) {}
}
