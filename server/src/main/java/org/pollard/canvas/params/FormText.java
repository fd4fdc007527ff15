package org.pollard.canvas.params;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `application/x-www-form-urlencoded` text, of a query or a body. Stricter than the URL
/// Standard, which lets a broken percent sequence stand as it is: Canvas refuses it.
final class FormText {
  private FormText() {}

  /// The pairs in order, decoded; pairs without a name are left out, as in Rack.
  ///
  /// @param raw one char a byte (ISO 8859-1), as the event loop hands over a query
  static List<QueryPair> pairs(String raw) throws Unreadable {
    List<QueryPair> pairs = new ArrayList<>();
    int from = 0;
    while (from < raw.length()) {
      int ampersand = raw.indexOf('&', from);
      int to = ampersand < 0 ? raw.length() : ampersand;
      // Rack takes spaces after the ampersand for part of it.
      while (from > 0 && from < to && raw.charAt(from) == ' ') {
        from++;
      }
      QueryPair pair = from == to ? null : pair(raw.substring(from, to));
      if (pair != null) {
        if (pairs.size() == ParamsReader.MAX_PARAMS) {
          throw new Unreadable("more than " + ParamsReader.MAX_PARAMS + " parameters");
        }
        pairs.add(pair);
      }
      from = to + 1;
    }
    return pairs;
  }

  private static @Nullable QueryPair pair(String raw) throws Unreadable {
    int equals = raw.indexOf('=');
    String name = decoded(equals < 0 ? raw : raw.substring(0, equals), "the name of a parameter");
    if (name.isEmpty()) {
      return null;
    }
    if (equals < 0) {
      return new QueryPair(name, null);
    }
    String what = "the parameter " + Unreadable.quoted(name);
    return new QueryPair(name, decoded(raw.substring(equals + 1), what));
  }

  private static String decoded(String raw, String what) throws Unreadable {
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int high = i + 2 < raw.length() ? hex(raw.charAt(i + 1)) : -1;
        int low = i + 2 < raw.length() ? hex(raw.charAt(i + 2)) : -1;
        if (high < 0 || low < 0) {
          throw new Unreadable(what + " contains an invalid percent sequence");
        }
        bytes[length++] = (byte) (high << 4 | low);
        i += 2;
      } else if (c > 0xFF) {
        throw new Unreadable(what + " contains a character that is not percent-encoded");
      } else {
        bytes[length++] = (byte) (c == '+' ? ' ' : c);
      }
    }
    return StrictText.utf8(bytes, length, what);
  }

  /// Only ASCII: Character.digit would take the digits of all scripts.
  private static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
