package org.pollard.live;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an object of JSON is made of: how it is drawn from a value, and how it is described, both
/// from one list of members. Immutable.
///
/// @param <T> what it is drawn from
public final class Shape<T> {

  private final List<Member> members;
  private final List<BiConsumer<T, JsonObject>> drawing;

  /// A member that may be there.
  public record Member(String name, Content type) {}

  /// What stands in a member.
  public sealed interface Content {

    /// A value, or an object with whatever members.
    enum Plain implements Content {
      WHOLE,
      DECIMAL,
      TEXT,
      YES_OR_NO,
      ANYTHING
    }

    /// One of these texts.
    record Word(List<String> words) implements Content {}

    record Many(Content of) implements Content {}

    record Made(Shape<?> of) implements Content {}

    record OrNull(Content of) implements Content {}
  }

  private Shape(List<Member> members, List<BiConsumer<T, JsonObject>> drawing) {
    this.members = List.copyOf(members);
    this.drawing = List.copyOf(drawing);
  }

  static <T> Shape<T> of() {
    return new Shape<>(List.of(), List.of());
  }

  /// In the order in which they are drawn.
  public List<Member> members() {
    return members;
  }

  JsonObject draw(T value) {
    JsonObject json = new JsonObject();
    drawing.forEach(each -> each.accept(value, json));
    return json;
  }

  Shape<T> has(String name, Content type, Function<T, ?> value) {
    return and(new Member(name, type), (of, json) -> json.put(name, plain(value.apply(of))));
  }

  /// Where there is none, null stands there.
  Shape<T> hasOrNull(String name, Content type, Function<T, ? extends @Nullable Object> value) {
    return and(
        new Member(name, new Content.OrNull(type)),
        (of, json) -> json.put(name, plain(value.apply(of))));
  }

  /// Where there is none, it is left out.
  Shape<T> mayHave(String name, Content type, Function<T, ? extends @Nullable Object> value) {
    return and(
        new Member(name, type),
        (of, json) -> {
          Object found = value.apply(of);
          if (found != null) {
            json.put(name, plain(found));
          }
        });
  }

  <U> Shape<T> hasMany(String name, Shape<U> shape, Function<T, List<U>> values) {
    return and(
        new Member(name, new Content.Many(new Content.Made(shape))),
        (of, json) ->
            json.put(name, new JsonArray(values.apply(of).stream().map(shape::draw).toList())));
  }

  <U> Shape<T> hasMade(String name, Shape<U> shape, Function<T, U> value) {
    return and(
        new Member(name, new Content.Made(shape)),
        (of, json) -> json.put(name, shape.draw(value.apply(of))));
  }

  <U> Shape<T> mayHaveMade(String name, Shape<U> shape, Function<T, @Nullable U> value) {
    return and(
        new Member(name, new Content.Made(shape)),
        (of, json) -> {
          U found = value.apply(of);
          if (found != null) {
            json.put(name, shape.draw(found));
          }
        });
  }

  /// Has the members of one of these shapes beside its own, or of none.
  ///
  /// @param drawn by one of them; null by none
  Shape<T> hasOneOf(List<Shape<?>> shapes, Function<T, @Nullable JsonObject> drawn) {
    List<Member> all = new ArrayList<>(members);
    shapes.stream()
        .flatMap(each -> each.members.stream())
        .filter(each -> all.stream().noneMatch(one -> one.name.equals(each.name)))
        .forEach(all::add);
    return new Shape<>(
        all,
        Stream.concat(
                drawing.stream(),
                Stream.<BiConsumer<T, JsonObject>>of(
                    (of, json) -> {
                      JsonObject found = drawn.apply(of);
                      if (found != null) {
                        json.mergeIn(found);
                      }
                    }))
            .toList());
  }

  private Shape<T> and(Member member, BiConsumer<T, JsonObject> draws) {
    return new Shape<>(
        Stream.concat(members.stream(), Stream.of(member)).toList(),
        Stream.concat(drawing.stream(), Stream.of(draws)).toList());
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case BigDecimal number -> number(number);
      case List<?> some -> new JsonArray(some);
      case Map<?, ?> some -> {
        JsonObject json = new JsonObject();
        some.forEach((name, one) -> json.put(String.valueOf(name), plain(one)));
        yield json;
      }
      case null, default -> value;
    };
  }

  /// As people write it: neither zeros at the end nor an exponent.
  private static Object number(BigDecimal value) {
    BigDecimal bare = value.stripTrailingZeros();
    return bare.scale() <= 0 ? (Object) bare.longValueExact() : bare;
  }
}
