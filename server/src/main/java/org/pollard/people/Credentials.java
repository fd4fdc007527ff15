package org.pollard.people;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Port: tells who shows some credential, whichever kind it is: an access token, and what else
/// people are known by. Thread-safe; never waits.
public interface Credentials {

  /// Completes with who it is; with null when nothing that is good now was shown.
  CompletableFuture<@Nullable VoterId> voter(Shown shown);

  /// What a request showed. Never printed.
  ///
  /// @param bearer what the `Authorization` header bears; null when there is none
  /// @param cookies by name
  record Shown(@Nullable String bearer, Map<String, String> cookies) {

    public Shown {
      cookies = Map.copyOf(cookies);
    }

    /// What a request with these headers showed: cookies only where they count.
    ///
    /// @param header a header's value by its name; null when there is none
    /// @see Cookies#count
    public static Shown of(
        String method, Function<String, @Nullable String> header, Map<String, String> cookies) {
      String authorization = header.apply("Authorization");
      String bearer =
          authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")
              ? authorization.substring("bearer ".length()).strip()
              : null;
      boolean count =
          Cookies.count(
              method, header.apply("Sec-Fetch-Site"), header.apply("Origin"), header.apply("Host"));
      return new Shown(bearer, count ? cookies : Map.of());
    }

    @Override
    public String toString() {
      return "Shown[…]";
    }
  }
}
