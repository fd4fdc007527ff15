package org.pollard.canvas;

/// One reason why a record is not valid, as Canvas renders it.
record ModelError(String attribute, String type, String message) {

  static ModelError blank(String attribute) {
    return new ModelError(attribute, "blank", "blank");
  }

  static ModelError tooLong(String attribute) {
    return new ModelError(attribute, "too_long", "too_long");
  }

  /// An error of Canvas's own rules, which have a text and no type: the text stands for both.
  static ModelError custom(String attribute, String message) {
    return new ModelError(attribute, message, message);
  }
}
