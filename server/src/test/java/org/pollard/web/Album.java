package org.pollard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Keeps pictures of pages as PNG files, each in light and dark and in several sizes. Confined to
/// the thread of its pages.
///
/// @param folder where they go; what is there under the same name is replaced
record Album(Path folder) {

  static final Frame PHONE = new Frame("phone", 390, 780);
  static final Frame DESK = new Frame("desk", 1280, 800);

  /// A screen of a kind, in CSS pixels.
  record Frame(String name, int width, int height) {}

  /// Takes a page in the state in which it is, whole but for dialogs, which cover what is in view.
  ///
  /// @param name such as `vote-open`, which begins the names of its files
  void take(Page page, String name, Frame... frames) {
    for (Frame frame : frames.length > 0 ? List.of(frames) : List.of(PHONE, DESK)) {
      page.setViewportSize(frame.width(), frame.height());
      for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        String file = name + "-" + frame.name() + "-" + scheme.name().toLowerCase(Locale.ROOT);
        byte[] picture =
            page.screenshot(
                new Page.ScreenshotOptions()
                    .setPath(folder.resolve(file + ".png"))
                    .setFullPage(page.locator("dialog[open]").count() == 0)
                    .setAnimations(ScreenshotAnimations.DISABLED));
        assertThat(picture).as(file).isNotEmpty();
      }
    }
  }
}
