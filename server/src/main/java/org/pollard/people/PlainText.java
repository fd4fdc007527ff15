package org.pollard.people;

/// Judges names and texts before they are kept: one judge for every API, which says no in its own
/// words. What is refused would not be seen, or would have people see something else than what is
/// there: control characters, those that turn the direction of writing over other text, halves of
/// characters, and what no XML, and so no spreadsheet, may hold. The marks by which right-to-left
/// scripts order single letters pass.
public final class PlainText {

  /// What a refusal may say.
  public static final String RULE =
      "must be plain text, without control characters and without those that turn its direction";

  private PlainText() {}

  /// Whether this can be a name: plain, and one line.
  public static boolean isLine(String text) {
    return text.codePoints().allMatch(PlainText::isPlain);
  }

  /// Whether this can be a question, a choice or a description: plain, with line breaks and tabs.
  public static boolean isText(String text) {
    return text.codePoints().allMatch(c -> isPlain(c) || isBreak(c));
  }

  /// Whether this can be what somebody is known by, such as a user name: plain, one line, and
  /// without characters that nobody sees, by which one would look like another.
  public static boolean isIdentifier(String text) {
    return isLine(text)
        && text.codePoints().allMatch(c -> Character.getType(c) != Character.FORMAT);
  }

  /// Whether nobody sees anything of it: empty, white space, or characters without any width.
  public static boolean looksEmpty(String text) {
    return text.codePoints().noneMatch(PlainText::isSeen);
  }

  private static boolean isBreak(int c) {
    return c == '\n' || c == '\r' || c == '\t' || isSeparator(c);
  }

  private static boolean isSeparator(int c) {
    int type = Character.getType(c);
    return type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static boolean isPlain(int c) {
    return !Character.isISOControl(c)
        && !isSeparator(c)
        && !turnsDirection(c)
        && Character.getType(c) != Character.SURROGATE
        && !isNoCharacter(c);
  }

  /// Embeddings, overrides and isolates, as the Unicode Bidirectional Algorithm names them.
  private static boolean turnsDirection(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }

  private static boolean isNoCharacter(int c) {
    return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
  }

  private static boolean isSeen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.PRIVATE_USE ->
          false;
      default -> !isBlankByDesign(c);
    };
  }

  /// What is a letter, a mark or a symbol by its type and yet drawn as nothing: joiners, fillers of
  /// Hangul, the empty pattern of Braille, selectors of variants.
  private static boolean isBlankByDesign(int c) {
    return c == 0x034F
        || c == 0x115F
        || c == 0x1160
        || c == 0x17B4
        || c == 0x17B5
        || (c >= 0x180B && c <= 0x180F)
        || c == 0x2800
        || c == 0x3164
        || (c >= 0xFE00 && c <= 0xFE0F)
        || c == 0xFFA0
        || (c >= 0xE0100 && c <= 0xE01EF);
  }
}
