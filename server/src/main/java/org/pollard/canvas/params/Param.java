package org.pollard.canvas.params;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One node of a tree of request parameters, whether it came as query, form, multipart or JSON.
/// Forms know only texts; the other scalars are as JSON gave them. Immutable.
public sealed interface Param permits Param.Scalar, Param.Items, Param.FileUpload, Fields {

  /// Blank in Canvas's sense: null, an empty or whitespace-only text, an empty array, an empty
  /// object.
  boolean isBlank();

  /// The kinds that a permitted key may have; anything else under such a key is dropped.
  sealed interface Scalar extends Param {
    /// The value as a form would have sent it; empty for null.
    Optional<String> text();
  }

  record Text(String value) implements Scalar {
    // Ruby's [[:space:]] knows spaces that String.isBlank does not, such as U+00A0.
    private static final Pattern SPACE = Pattern.compile("\\p{IsWhite_Space}*+");

    @Override
    public Optional<String> text() {
      return Optional.of(value);
    }

    @Override
    public boolean isBlank() {
      return SPACE.matcher(value).matches();
    }
  }

  /// A JSON number, kept as its literal: a number such as `1e999999999` must not be computed just
  /// because somebody sent it.
  record Num(String literal) implements Scalar {
    @Override
    public Optional<String> text() {
      return Optional.of(literal);
    }

    @Override
    public boolean isBlank() {
      return false;
    }
  }

  /// Never blank: Rails takes JSON `false` for blank, Pollard honours it as a value.
  record Bool(boolean value) implements Scalar {
    @Override
    public Optional<String> text() {
      return Optional.of(Boolean.toString(value));
    }

    @Override
    public boolean isBlank() {
      return false;
    }
  }

  /// JSON's null, and a form key without `=`.
  record Nil() implements Scalar {
    @Override
    public Optional<String> text() {
      return Optional.empty();
    }

    @Override
    public boolean isBlank() {
      return true;
    }
  }

  /// An array, in order; may be empty.
  record Items(List<Param> values) implements Param {
    public Items {
      values = List.copyOf(values);
    }

    @Override
    public boolean isBlank() {
      return values.isEmpty();
    }
  }

  /// A file part of a multipart body. Nothing here takes files, so its content is not kept.
  record FileUpload() implements Param {
    @Override
    public boolean isBlank() {
      return false;
    }
  }
}
