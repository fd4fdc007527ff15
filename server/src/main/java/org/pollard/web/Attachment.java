package org.pollard.web;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The name under which something is saved: what it is about, in whatever script, and a plain name
/// for clients that know no other (RFC 6266, RFC 8187).
final class Attachment {

  private static final int LONGEST = 60;
  private static final String PLAIN = "-._~";

  private Attachment() {}

  /// @param about a question or the name of a room
  /// @param plain letters and digits
  /// @param kind the ending
  static String header(String about, String plain, String kind) {
    String name = name(about);
    String fallback = plain + '.' + kind;
    return "attachment; filename=\"%s\"; filename*=UTF-8''%s"
        .formatted(
            fallback, encoded(name.isEmpty() ? fallback : name + " (" + plain + ")." + kind));
  }

  /// Without what some system does not take in a name.
  private static String name(String about) {
    StringBuilder name = new StringBuilder();
    about
        .codePoints()
        .limit(LONGEST)
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c)
                  || Character.getType(c) == Character.NON_SPACING_MARK) {
                name.appendCodePoint(c);
              } else if (!name.isEmpty() && name.charAt(name.length() - 1) != ' ') {
                name.append(c == '-' || c == '_' ? (char) c : ' ');
              }
            });
    return name.toString().strip();
  }

  private static String encoded(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : name.getBytes(UTF_8)) {
      char c = (char) (each & 0xFF);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
      encoded.append(plain ? Character.toString(c) : "%%%02X".formatted((int) c));
    }
    return encoded.toString();
  }
}
