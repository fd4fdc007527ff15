package org.pollard.canvas;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pollard.canvas.params.Param;

/// Collects what is wrong with a record, so that one answer names all of it. Confined to one call.
final class ModelErrors {

  private static final int LONGEST_TEXT = 255;

  private final List<ModelError> errors = new ArrayList<>();

  void add(ModelError error) {
    errors.add(error);
  }

  /// A text that must be there.
  void required(String attribute, @Nullable String text) {
    if (text == null || new Param.Text(text).isBlank()) {
      errors.add(ModelError.blank(attribute));
    }
    limited(attribute, text);
  }

  /// A text of 255 characters (Unicode code points) at most.
  void limited(String attribute, @Nullable String text) {
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
}
