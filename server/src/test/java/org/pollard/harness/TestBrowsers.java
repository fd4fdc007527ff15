package org.pollard.harness;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/// People with browsers, each with cookies of their own. Confined to the thread that has opened it.
public final class TestBrowsers implements AutoCloseable {

  private static final double PATIENCE_MILLIS = Await.PATIENCE.toSeconds() * 1_000.0;

  static {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
  }

  private final Chromium chromium;
  private final Browser browser;
  private final URI base;
  private final boolean isGuest;
  private final List<BrowserContext> people = new ArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();

  /// How somebody likes it.
  ///
  /// @param locale such as `en-GB`
  public record Taste(String locale, ColorScheme scheme) {

    public static final Taste USUAL = new Taste("en-GB", ColorScheme.LIGHT);
  }

  public TestBrowsers(URI base) {
    this.base = base;
    this.isGuest = false;
    this.chromium = new Chromium();
    this.browser = chromium.open();
  }

  private TestBrowsers(TestBrowsers other, URI base) {
    this.base = base;
    this.isGuest = true;
    this.chromium = other.chromium;
    this.browser = other.browser;
  }

  /// Other people at another address, in a program that runs already, since a start costs seconds.
  /// Closing sends them home.
  public TestBrowsers at(URI base) {
    return new TestBrowsers(this, base);
  }

  /// What pages complained of: faults of scripts, and what the policy kept from loading.
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /// Everybody goes home: all that is open is closed, and what was complained of forgotten.
  public void leave() {
    people.forEach(BrowserContext::close);
    people.clear();
    faults.clear();
  }

  /// Somebody with a phone.
  public Page phone() {
    return phone(Taste.USUAL);
  }

  public Page phone(Taste taste) {
    return page(context(390, 780, taste));
  }

  /// Somebody at a computer of 1280 by 800 pixels who has magnified the page to 400 %.
  public Page magnified(Canvas who) {
    return page(signedIn(context(320, 200, 4, Taste.USUAL), who));
  }

  /// Somebody at a computer, who is nobody yet.
  public Page desk(Taste taste) {
    return page(context(1280, 800, taste));
  }

  /// Somebody at a computer who has signed in with this client's token.
  public Page desk(Canvas who, Taste taste) {
    return page(signedIn(context(1280, 800, taste), who));
  }

  private BrowserContext signedIn(BrowserContext context, Canvas who) {
    String token = Objects.requireNonNull(who.token());
    var answer =
        context
            .request()
            .post(
                base + "/web/session",
                RequestOptions.create()
                    .setHeader("Origin", base.toString())
                    .setHeader("Content-Type", "application/json")
                    .setData("{\"token\":\"" + token + "\",\"as\":\"administrator\"}"));
    if (!answer.ok()) {
      throw new AssertionError("not signed in: " + answer.status() + " " + answer.text());
    }
    return context;
  }

  /// Somebody whose browser runs no scripts.
  public Page withoutScripts() {
    return page(
        opened(
            new Browser.NewContextOptions()
                .setBaseURL(base.toString())
                .setViewportSize(390, 780)
                .setJavaScriptEnabled(false)));
  }

  /// Another tab of the same browser.
  public Page another(Page page) {
    return page(page.context());
  }

  private BrowserContext context(int width, int height, Taste taste) {
    return context(width, height, 1, taste);
  }

  private BrowserContext context(int width, int height, int scale, Taste taste) {
    BrowserContext context =
        opened(
            new Browser.NewContextOptions()
                .setBaseURL(base.toString())
                .setViewportSize(width, height)
                .setDeviceScaleFactor(scale)
                .setLocale(taste.locale())
                .setColorScheme(taste.scheme()));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    return context;
  }

  private BrowserContext opened(Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    people.add(context);
    return context;
  }

  private Page page(BrowserContext context) {
    Page page = context.newPage();
    page.onPageError(faults::add);
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            faults.add(message.text());
          }
        });
    return page;
  }

  @Override
  public void close() {
    leave();
    if (isGuest) {
      return;
    }
    browser.close();
    chromium.close();
  }
}
