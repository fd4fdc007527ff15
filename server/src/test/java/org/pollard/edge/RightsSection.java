package org.pollard.edge;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/// The sections of docs/rights.md with a table each: which routes stand there, and below which
/// path.
@NullMarked
enum RightsSection {
  CANVAS("Canvas", "/api/v1"),
  LIVE_ROOM("Our own API, about a session of a whole course", "/live"),
  LIVE_SECTION("Our own API, about a session of a section", "/live"),
  LIVE_MEETING("Our own API, about a poll of a meeting", "/live"),
  PAGES("Pages and their calls", ""),
  ACCOUNT("The account", "/client/v4"),
  KIT("RealtimeKit", "/client/v4/accounts/{account_id}/realtime/kit/{app_id}"),
  OLDER_KIT("RealtimeKit, the older style", "/v2"),
  BROWSER_CLIENT("RealtimeKit's browser client", ""),
  OPERATIONS("Operations", "");

  private final String title;
  private final String base;

  RightsSection(String title, String base) {
    this.title = title;
    this.base = base;
  }

  String title() {
    return title;
  }

  String base() {
    return base;
  }

  static Optional<RightsSection> of(String title) {
    return Arrays.stream(values()).filter(each -> each.title.equals(title)).findFirst();
  }

  /// Whether a route has a row here.
  boolean holds(Route route) {
    String path = route.template();
    return switch (this) {
      case CANVAS -> path.startsWith("/api/v1/");
      case LIVE_ROOM -> path.startsWith("/live/") && !path.startsWith("/live/meetings/");
      case LIVE_SECTION -> path.startsWith("/live/sessions/") || path.startsWith("/live/polls/");
      case LIVE_MEETING -> path.startsWith("/live/sessions/") || path.startsWith("/live/meetings/");
      case ACCOUNT -> path.startsWith("/client/v4/") && !path.startsWith(KIT.base + "/");
      case KIT -> path.startsWith(KIT.base + "/");
      case OLDER_KIT -> path.startsWith("/v2/") && !isOfTheBrowserClient(path);
      case BROWSER_CLIENT -> isOfTheBrowserClient(path);
      case OPERATIONS -> path.startsWith("/q/") || path.startsWith("/examples/");
      case PAGES -> Arrays.stream(values()).noneMatch(each -> each != PAGES && each.holds(route));
    };
  }

  private static boolean isOfTheBrowserClient(String path) {
    return path.equals("/ws")
        || path.equals("/iceservers")
        || path.startsWith("/.well-known/")
        || path.startsWith("/v2/internals/")
        || path.startsWith("/v2/recordings/active-recording/")
        || (path.startsWith("/v2/") && path.endsWith("/active-livestream"))
        || (path.startsWith("/v2/") && path.endsWith("/active-transcript"));
  }
}
