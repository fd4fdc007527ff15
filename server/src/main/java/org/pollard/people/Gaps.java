package org.pollard.people;

import java.util.regex.Pattern;

/// What people put between the letters of what they copy by hand, read out, or type on a phone.
public final class Gaps {

  /// White space of any kind, dashes, dots, and what else people put between or around letters;
  /// characters without a width come along when something is copied.
  private static final Pattern BESIDES =
      Pattern.compile("[\\s\\p{Z}\\p{Pd}\\p{Cf}\u2212.,:;·•_'\"`´\\p{Pi}\\p{Pf}\\p{Ps}\\p{Pe}<>]");

  private Gaps() {}

  /// The letters and digits without what stands between them.
  public static String closed(String text) {
    return BESIDES.matcher(text).replaceAll("");
  }
}
