package org.pollard.edge;

/// Judges whether a path is spelled in the one way in which it may be. A path with two spellings is
/// two paths to whoever judges the one and serves the other, and that is how strangers got in: so
/// the other spellings are refused, not understood.
///
/// Refused are an empty or dot segment, `;`, a backslash, whatever is no printable ASCII, an escape
/// that is none, and an encoded `/`, `\`, `;` or unreserved character (RFC 3986, section 2.3, knows
/// these for equal to the plain ones). A slash at the end is no segment and stays allowed, since
/// old clients send it.
final class NormalPath {

  private NormalPath() {}

  /// @param path as it came, without the query
  static boolean is(String path) {
    int length = path.length();
    if (length == 0 || path.charAt(0) != '/') {
      return false;
    }
    int start = 1;
    for (int i = 1; i < length; i++) {
      char c = path.charAt(i);
      if (c == '/') {
        if (isEmptyOrDots(path, start, i)) {
          return false;
        }
        start = i + 1;
      } else if (c == '%') {
        if (!isRightlyEscaped(path, i)) {
          return false;
        }
        i += 2;
      } else if (c == ';' || c == '\\' || c <= ' ' || c >= 0x7f) {
        return false;
      }
    }
    return start == length || !isEmptyOrDots(path, start, length);
  }

  /// Without the slash at its end.
  static String withoutEnd(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static boolean isEmptyOrDots(String path, int start, int end) {
    int length = end - start;
    return length == 0
        || (length == 1 && path.charAt(start) == '.')
        || (length == 2 && path.charAt(start) == '.' && path.charAt(start + 1) == '.');
  }

  private static boolean isRightlyEscaped(String path, int at) {
    if (at + 2 >= path.length()) {
      return false;
    }
    int high = Character.digit(path.charAt(at + 1), 16);
    int low = Character.digit(path.charAt(at + 2), 16);
    if (high < 0 || low < 0) {
      return false;
    }
    int value = high * 16 + low;
    boolean unreserved =
        (value >= 'A' && value <= 'Z')
            || (value >= 'a' && value <= 'z')
            || (value >= '0' && value <= '9')
            || value == '-'
            || value == '.'
            || value == '_'
            || value == '~';
    return !unreserved && value != '/' && value != '\\' && value != ';';
  }
}
