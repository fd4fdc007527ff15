package org.pollard.canvas.params;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters of one request. Immutable.
///
/// @param root query and body in one tree, without the parameters of the path
/// @param query the pairs of the query, decoded, in order, repeats included, as links to other
///   pages need them
public record Params(Fields root, List<QueryPair> query) {
  public Params {
    query = List.copyOf(query);
  }

  /// Joins as Rails does (`ActionDispatch::Http::Parameters#parameters`): key by key at the top
  /// level only, and the query's key replaces the body's as a whole.
  public static Params join(Fields query, Fields body, List<QueryPair> pairs) {
    Map<String, Param> joined = new LinkedHashMap<>(body.byName());
    joined.putAll(query.byName());
    return new Params(new Fields(joined), pairs);
  }

  /// The fields that the wrapper of a create or an update holds: element 0 of the array, or the
  /// object itself. The plural name wins unless it is blank. Empty means "‹plural› is missing":
  /// nothing given, blank, or element 0 is not an object. An array that holds one empty object is
  /// not blank.
  ///
  /// The singular name is what the client library canvasapi sends for five of its calls.
  public Optional<Fields> wrapper(String plural, String singular) {
    return root.get(plural)
        .filter(given -> !given.isBlank())
        .or(() -> root.get(singular))
        .filter(given -> !given.isBlank())
        .flatMap(
            given ->
                switch (given) {
                  case Fields fields -> Optional.of(fields);
                  case Param.Items items ->
                      items.values().getFirst() instanceof Fields first
                          ? Optional.of(first)
                          : Optional.empty();
                  case Param.Scalar _ -> Optional.empty();
                  case Param.FileUpload _ -> Optional.empty();
                });
  }

  /// Names only, since a value may be a token.
  @Override
  public String toString() {
    return "Params" + root.byName().keySet();
  }
}
