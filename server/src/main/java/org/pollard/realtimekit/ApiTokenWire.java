package org.pollard.realtimekit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.pollard.meeting.ApiToken;
import org.pollard.meeting.ApiTokens;
import org.pollard.meeting.PermissionGroup;
import org.pollard.people.Slice;

/// An API token of the account.
///
/// @param policies what it is good for
/// @param value the token itself, only in the answer to its making
@Schema(name = "ApiToken")
public record ApiTokenWire(
    String id,
    String name,
    String status,
    Instant issuedOn,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant expiresOn,
    List<Granted> policies,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String value) {

  private static final String ACTIVE = "active";

  public ApiTokenWire {
    policies = List.copyOf(policies);
  }

  static ApiTokenWire of(ApiTokens.Issued issued, AccountId account, Instant now) {
    return of(issued.token(), account, now, issued.secret());
  }

  static ApiTokenWire of(ApiToken token, AccountId account, Instant now) {
    return of(token, account, now, null);
  }

  private static ApiTokenWire of(
      ApiToken token, AccountId account, Instant now, @Nullable String secret) {
    return new ApiTokenWire(
        token.id().value(),
        token.name(),
        status(token, now),
        token.createdAt(),
        token.expiresAt(),
        token.groups().isEmpty() ? List.of() : List.of(Granted.of(token.groups(), account)),
        secret);
  }

  private static String status(ApiToken token, Instant now) {
    Instant end = token.expiresAt();
    return end == null || now.isBefore(end) ? ACTIVE : "expired";
  }

  /// What a good token is told of itself.
  @Schema(name = "ApiTokenVerified")
  public record Verified(
      String id,
      String status,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant expiresOn) {

    static Verified of(String id, @Nullable Instant expiresOn) {
      return new Verified(id, ACTIVE, expiresOn);
    }
  }

  /// What a token may do in the account; what was denied when it was made is left out.
  @Schema(name = "ApiTokenGranted")
  public record Granted(
      String effect, List<GroupName> permissionGroups, Map<String, String> resources) {

    public Granted {
      permissionGroups = List.copyOf(permissionGroups);
      resources = Map.copyOf(resources);
    }

    static Granted of(Set<PermissionGroup> groups, AccountId account) {
      return new Granted(
          "allow",
          groups.stream().sorted().map(each -> new GroupName(each.id(), each.title())).toList(),
          Map.of("com.cloudflare.api.account." + account.value(), "*"));
    }
  }

  /// A permission group.
  @Schema(name = "PermissionGroupName")
  public record GroupName(String id, String name) {}

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
  ///
  /// @param resultInfo of lists only
  public record Envelope<T>(
      T result,
      boolean success,
      List<Object> errors,
      List<Message> messages,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ResultInfo resultInfo)
      implements RealtimeKitBody {

    public Envelope {
      errors = List.copyOf(errors);
      messages = List.copyOf(messages);
    }

    static <T> Envelope<T> of(T result) {
      return new Envelope<>(result, true, List.of(), List.of(), null);
    }

    static <T> Envelope<T> of(T result, Message message) {
      return new Envelope<>(result, true, List.of(), List.of(message), null);
    }

    static <T> Envelope<List<T>> page(List<T> result, Slice slice, long total) {
      long pages = (total + slice.limit() - 1) / slice.limit();
      return new Envelope<>(
          result,
          true,
          List.of(),
          List.of(),
          new ResultInfo(
              slice.offset() / slice.limit() + 1, slice.limit(), result.size(), total, pages));
    }
  }

  /// Where in a list a page lies, as Cloudflare tells it.
  @Schema(name = "ResultInfo")
  public record ResultInfo(long page, int perPage, int count, long totalCount, long totalPages) {}

  /// Something said beside the result.
  @Schema(name = "ResultMessage")
  public record Message(int code, String message) {}

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
