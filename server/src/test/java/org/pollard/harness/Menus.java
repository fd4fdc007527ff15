package org.pollard.harness;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.jspecify.annotations.NullMarked;

/// The menus of the host's pages, as people use them.
@NullMarked
public final class Menus {

  private Menus() {}

  /// The button of a menu.
  public static Locator of(Page page, String about) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName("More about " + about).setExact(true));
  }

  /// What the menu that is open offers under this name.
  public static Locator item(Page page, String words) {
    return page.getByRole(
        AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(words).setExact(true));
  }

  /// Opens a menu and takes what it offers.
  public static void choose(Page page, String about, String words) {
    of(page, about).click();
    item(page, words).click();
  }
}
