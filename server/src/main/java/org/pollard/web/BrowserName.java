package org.pollard.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What to call a browser in the list of those that are signed in. Roughly: what a browser says of
/// itself cannot be trusted, and is not kept.
final class BrowserName {

  private static final int LONGEST_READ = 512;

  /// In this order, since most call themselves by the names of others as well.
  private static final List<Map.Entry<String, String>> BROWSERS =
      List.of(
          Map.entry("Edg", "Edge"),
          Map.entry("OPR/", "Opera"),
          Map.entry("SamsungBrowser/", "Samsung Internet"),
          Map.entry("Firefox/", "Firefox"),
          Map.entry("FxiOS/", "Firefox"),
          Map.entry("Chrome/", "Chrome"),
          Map.entry("CriOS/", "Chrome"),
          Map.entry("Safari/", "Safari"));

  private static final List<Map.Entry<String, String>> SYSTEMS =
      List.of(
          Map.entry("iPhone", "iPhone"),
          Map.entry("iPad", "iPad"),
          Map.entry("Android", "Android"),
          Map.entry("Windows", "Windows"),
          Map.entry("Mac OS X", "macOS"),
          Map.entry("CrOS", "ChromeOS"),
          Map.entry("Linux", "Linux"));

  private BrowserName() {}

  /// Such as `Firefox, Linux`; null when nothing is known.
  ///
  /// @param agent the header `User-Agent`
  static @Nullable String of(@Nullable String agent) {
    if (agent == null) {
      return null;
    }
    String read = agent.substring(0, Math.min(agent.length(), LONGEST_READ));
    String browser = first(BROWSERS, read);
    String system = first(SYSTEMS, read);
    return browser == null ? system : system == null ? browser : browser + ", " + system;
  }

  private static @Nullable String first(List<Map.Entry<String, String>> names, String agent) {
    return names.stream()
        .filter(each -> agent.contains(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
