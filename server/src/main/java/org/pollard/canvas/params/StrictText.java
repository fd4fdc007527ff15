package org.pollard.canvas.params;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Text that every part behind this one can carry: valid UTF-8, no NUL (PostgreSQL stores none) and
/// no half of a surrogate pair (it would silently become a question mark).
final class StrictText {
  private StrictText() {}

  /// @param what the words that a refusal begins with, such as "the body"
  static String utf8(byte[] bytes, int length, String what) throws Unreadable {
    if (isPlain(bytes, length)) {
      return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
    try {
      // A new decoder reports what is wrong, where String's constructor puts U+FFFD in its place.
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
      return checked(text, what);
    } catch (CharacterCodingException malformed) {
      throw new Unreadable(what + " is not valid UTF-8");
    }
  }

  /// Whether it is ASCII without NUL, as nearly every text is: then there is nothing to decode.
  private static boolean isPlain(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] <= 0) {
        return false;
      }
    }
    return true;
  }

  static String checked(String text, String what) throws Unreadable {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new Unreadable(what + " contains a NUL character");
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new Unreadable(what + " contains half of a surrogate pair");
      }
    }
    return text;
  }
}
