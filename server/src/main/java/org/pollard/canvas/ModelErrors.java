package org.pollard.canvas;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pollard.canvas.params.Param;
import org.pollard.people.PlainText;

/// Collects what is wrong with a record, so that one answer names all of it. Confined to one call.
final class ModelErrors {

  private static final int LONGEST_TEXT = 255;

  private final List<ModelError> errors = new ArrayList<>();

  void add(ModelError error) {
    errors.add(error);
  }

  /// A text that must be there; it may have line breaks.
  void required(String attribute, @Nullable String text) {
    requireSeen(attribute, text);
    limited(attribute, text);
  }

  /// A text that may be missing; it may have line breaks.
  void limited(String attribute, @Nullable String text) {
    length(attribute, text);
    if (text != null && !PlainText.isText(text)) {
      errors.add(new ModelError(attribute, "invalid", PlainText.RULE));
    }
  }

  /// A name that must be there, of one line.
  void name(String attribute, @Nullable String text) {
    requireSeen(attribute, text);
    line(attribute, text);
  }

  /// What identifies something, if it is there: one line.
  void identifier(String attribute, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      name(attribute, text);
      if (PlainText.isLine(text) && !PlainText.isIdentifier(text)) {
        errors.add(new ModelError(attribute, "invalid", PlainText.RULE));
      }
    }
  }

  private void line(String attribute, @Nullable String text) {
    length(attribute, text);
    if (text != null && !PlainText.isLine(text)) {
      errors.add(new ModelError(attribute, "invalid", PlainText.RULE));
    }
  }

  /// 255 characters (Unicode code points) at most, whichever they are.
  void length(String attribute, @Nullable String text) {
    if (text != null && text.codePointCount(0, text.length()) > LONGEST_TEXT) {
      errors.add(ModelError.tooLong(attribute));
    }
  }

  /// Refuses when anything was wrong.
  void refuse() {
    if (!errors.isEmpty()) {
      throw new Refusal(CanvasErrors.invalid(errors));
    }
  }

  private void requireSeen(String attribute, @Nullable String text) {
    if (text == null || new Param.Text(text).isBlank() || PlainText.looksEmpty(text)) {
      errors.add(ModelError.blank(attribute));
    }
  }
}
