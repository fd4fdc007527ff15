package org.pollard.people;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names of our cookies, and when a cookie counts.
public final class Cookies {

  /// Bears an access token of a user who has signed in with a browser.
  public static final String SESSION = "pollard_session";

  /// Bears the secret of a guest.
  public static final String GUEST = "pollard_guest";

  /// Bears the token of a phone that is the remote control of a room.
  public static final String REMOTE = "pollard_remote";

  /// Says that somebody has left this browser to whoever comes next; not who it was.
  public static final String LEFT = "pollard_left";

  private static final Set<String> SAFE = Set.of("GET", "HEAD");

  private Cookies() {}

  /// Whether the cookies of a request count, which a browser also sends along when a page of
  /// somebody else has made it. Ours are `SameSite=Strict`, but other ports and subdomains are the
  /// same site: a request that changes something must say that it comes from our own origin.
  ///
  /// @param method a request that reads may come from anywhere: who sent it cannot see the answer
  /// @param site the header `Sec-Fetch-Site`, which a browser sends on secure connections only
  /// @param origin the header `Origin`
  /// @param host the header `Host`
  /// @param own the origin that the operator says is ours, whatever a proxy makes of `Host`; null:
  ///   nothing is said
  public static boolean count(
      String method,
      @Nullable String site,
      @Nullable String origin,
      @Nullable String host,
      @Nullable String own) {
    if (SAFE.contains(method)) {
      return true;
    }
    if (site != null) {
      return site.equals("same-origin");
    }
    return origin != null
        && (origin.equals(own)
            || (host != null
                && (origin.equals("http://" + host) || origin.equals("https://" + host))));
  }
}
