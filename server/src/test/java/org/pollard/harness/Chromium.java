package org.pollard.harness;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The system's Chromium, driven by Playwright. Where its headless shell is at hand that one runs:
/// the same pages for less work, since there is no window around them. Confined to the thread that
/// has opened it.
public final class Chromium implements AutoCloseable {

  private static final List<String> WHOLE =
      List.of("chromium", "chromium-browser", "google-chrome");

  /// Debian's, and the one that others hand out.
  private static final List<String> SHELL =
      List.of("chromium-headless-shell", "chrome-headless-shell");

  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright =
      Playwright.create(
          new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));

  /// A browser of its own, with nothing in common with others.
  ///
  /// @param more arguments of the browser
  public Browser open(String... more) {
    return open(found(SHELL).or(() -> found(WHOLE)), Map.of(), more);
  }

  /// The whole browser of somebody with a home folder of their own, whose authorities it trusts.
  public Browser at(Path home) {
    return open(found(WHOLE), Map.of("HOME", home.toString()));
  }

  private Browser open(Optional<Path> executable, Map<String, String> environment, String... more) {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.putAll(environment);
    List<String> arguments = new ArrayList<>(QUIET);
    arguments.addAll(List.of(more));
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(
                    executable.orElseThrow(
                        () ->
                            new AssertionError(
                                "no Chromium on the PATH; bin/test as root installs it")))
                .setHeadless(true)
                .setChromiumSandbox(false)
                .setEnv(all)
                .setArgs(arguments));
  }

  private static Optional<Path> found(List<String> names) {
    return names.stream()
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() {
    playwright.close();
  }
}
