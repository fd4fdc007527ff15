package org.pollard.meeting;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Listing;
import org.pollard.people.Slice;
import org.pollard.people.TokenId;

/// Keeps apps and the API tokens of the account. Thread-safe; every call may wait for the database,
/// so none belongs on an event loop. A write has been made durable when the call returns.
public interface AppStore {

  /// Adds an app together with its first presets, in their order.
  App addApp(AppId id, String name, String keyHash, List<NewPreset> presets, Instant now);

  Optional<App> app(AppId id);

  /// All apps by creation, or those whose name contains `search`, in whatever case.
  Listing<App> apps(@Nullable String search, boolean newestFirst, Slice slice);

  /// Adds an API token, which ends with the access token that it is made with; false when that is
  /// not good any more.
  ///
  /// @param madeWith null: it comes from the operator
  boolean addToken(ApiToken token, @Nullable TokenId madeWith);

  /// Those of the tokens with these hashes that exist and were not revoked, by hash.
  Map<String, ApiToken> tokens(Collection<String> hashes);

  /// The token of that id, unless it was revoked.
  Optional<ApiToken> token(ApiTokenId id);

  /// The tokens by creation that were not revoked.
  ///
  /// @param goodAt leaves out those that have ended then; null for none
  Listing<ApiToken> tokens(@Nullable Instant goodAt, boolean newestFirst, Slice slice);

  /// Revokes a token; empty when there is none that can be revoked.
  Optional<ApiToken> revokeToken(ApiTokenId id, Instant now);
}
