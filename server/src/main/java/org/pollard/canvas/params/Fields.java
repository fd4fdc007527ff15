package org.pollard.canvas.params;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// An object of parameters, in the order of arrival; may be empty. A key whose value is not a
/// scalar counts as absent for every reader of scalars, since Canvas drops a permitted key with
/// such a value. Immutable.
public record Fields(Map<String, Param> byName) implements Param {
  public static final Fields NONE = new Fields(Map.of());

  private static final List<String> FALSE = List.of("false", "0", "f", "F", "FALSE", "off", "OFF");

  public Fields {
    byName =
        byName.size() <= 1
            ? Map.copyOf(byName)
            : Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /// What stands under the key, of whatever kind.
  public Optional<Param> get(String key) {
    return Optional.ofNullable(byName.get(key));
  }

  /// Whether a scalar, null included, was given: what tells "leave it" from "empty it" in an
  /// update.
  public boolean has(String key) {
    return byName.get(key) instanceof Scalar;
  }

  /// Whether the key is absent or its scalar is blank.
  public boolean isBlank(String key) {
    return scalar(key).map(Param::isBlank).orElse(true);
  }

  /// The scalar as text, numbers and booleans as they are written; empty when absent or null. A
  /// blank text is given back as it is.
  public Optional<String> text(String key) {
    return scalar(key).flatMap(Scalar::text);
  }

  /// Canvas's reading of a boolean; null when absent or blank. Everything is true that is not one
  /// of Rails's words for false.
  public @Nullable Boolean bool(String key) {
    if (isBlank(key)) {
      return null;
    }
    return !FALSE.contains(text(key).orElse(""));
  }

  /// The scalar as a whole number of 32 bits, the width of Canvas's column.
  public Whole whole(String key) {
    return Whole.of(byName.get(key));
  }

  /// The scalar as an id, 1 to 2^63-1, from a JSON number or a text of digits. Empty for everything
  /// else, absent included: such an id is unknown rather than wrong.
  public OptionalLong id(String key) {
    return switch (byName.get(key)) {
      case Text text -> idOf(text.value());
      case Num number -> idOf(number.literal());
      case null, default -> OptionalLong.empty();
    };
  }

  /// The same rule for the segment of a path.
  public static OptionalLong idOf(String digits) {
    // No more than the 19 digits of 2^63-1; only ASCII digits, where Long.parseLong takes all of
    // Unicode's.
    if (digits.isEmpty() || digits.length() > 19) {
      return OptionalLong.empty();
    }
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
        return OptionalLong.empty();
      }
    }
    try {
      long id = Long.parseLong(digits);
      return id > 0 ? OptionalLong.of(id) : OptionalLong.empty();
    } catch (NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }

  /// The object under the key, as in `user[name]`, also as the only one of an array; [#NONE] when
  /// there is none.
  public Fields fields(String key) {
    return switch (byName.get(key)) {
      case Fields nested -> nested;
      case Items(List<Param> values) when values.size() == 1 ->
          values.getFirst() instanceof Fields only ? only : NONE;
      case null, default -> NONE;
    };
  }

  /// The texts of an array, as in `token[scopes][]`, in order; empty when absent. A single scalar
  /// counts as an array of one, so that a client that forgets the brackets does not get a token
  /// without limits. Elements that are not scalars, and nulls, are dropped.
  public List<String> texts(String key) {
    return switch (byName.get(key)) {
      case Items items ->
          items.values().stream()
              .flatMap(item -> item instanceof Scalar one ? one.text().stream() : null)
              .toList();
      case Scalar one -> one.text().stream().toList();
      case null, default -> List.of();
    };
  }

  @Override
  public boolean isBlank() {
    return byName.isEmpty();
  }

  private Optional<Scalar> scalar(String key) {
    return byName.get(key) instanceof Scalar scalar ? Optional.of(scalar) : Optional.empty();
  }
}
