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
  CompletableFuture<@Nullable Known> known(Shown shown);

  /// Somebody who is known.
  ///
  /// @param room the only one that they have to do with; null: there is no such bound
  record Known(VoterId voter, CallerKind kind, @Nullable Long room) {

    public Known(VoterId voter, CallerKind kind) {
      this(voter, kind, null);
    }
  }

  /// What a request showed. Never printed.
  ///
  /// @param scheme the first word of the `Authorization` header, as it came; null when there is
  ///   none
  /// @param secret what follows that word and one space; empty when nothing does
  /// @param cookies by name, only where they count
  record Shown(@Nullable String scheme, String secret, Map<String, String> cookies) {

    /// In the place of a scheme. No header says it, as it is two words.
    private static final String REMOTE = "remote control";

    public Shown {
      cookies = Map.copyOf(cookies);
    }

    /// What a request with these headers showed.
    ///
    /// @param method of a request that changes something without looking like it: POST
    /// @param header a header's value by its name; null when there is none
    /// @param own the origin that the operator says is ours; null: nothing is said
    /// @see Cookies#count
    public static Shown of(
        String method,
        Function<String, @Nullable String> header,
        Map<String, String> cookies,
        @Nullable String own) {
      boolean count =
          !cookies.isEmpty()
              && Cookies.count(
                  method,
                  header.apply("Sec-Fetch-Site"),
                  header.apply("Origin"),
                  header.apply("Host"),
                  own);
      return of(header.apply("Authorization"), count ? cookies : Map.of());
    }

    /// What a request without cookies showed.
    ///
    /// @param authorization the header; null when there is none
    public static Shown ofAuthorization(@Nullable String authorization) {
      return of(authorization, Map.of());
    }

    private static Shown of(@Nullable String authorization, Map<String, String> cookies) {
      int space = authorization == null ? -1 : authorization.indexOf(' ');
      return authorization == null || space < 0
          ? new Shown(authorization, "", cookies)
          : new Shown(
              authorization.substring(0, space), authorization.substring(space + 1), cookies);
    }

    /// An access token and nothing else.
    public static Shown ofBearer(@Nullable String token) {
      return token == null ? new Shown(null, "", Map.of()) : new Shown("Bearer", token, Map.of());
    }

    /// What counts of it for a remote control: its own cookie, and nothing else that the browser is
    /// known by.
    public Shown asRemote() {
      return new Shown(REMOTE, cookies.getOrDefault(Cookies.REMOTE, ""), Map.of());
    }

    /// The token of a remote control; null where it is not one that asks.
    public @Nullable String remote() {
      return REMOTE.equals(scheme) ? secret : null;
    }

    /// What is borne as a token; null when nothing is.
    public @Nullable String bearer() {
      return under("bearer");
    }

    /// The encoded pair of a name and a key; null when there is none.
    public @Nullable String basic() {
      return under("basic");
    }

    private @Nullable String under(String wanted) {
      String value = secret.strip();
      return scheme != null && scheme.toLowerCase(Locale.ROOT).equals(wanted) && !value.isEmpty()
          ? value
          : null;
    }

    @Override
    public String toString() {
      return "Shown[…]";
    }
  }
}
