package org.pollard.realtimekit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Listing;
import org.pollard.people.Slice;

/// What every success is wrapped in.
///
/// @param paging of lists only
public record Success<T>(
    boolean success, T data, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PagingWire paging)
    implements RealtimeKitBody {

  static <T> Success<T> of(T data) {
    return new Success<>(true, data, null);
  }

  static <T> Success<T> of(T data, PagingWire paging) {
    return new Success<>(true, data, paging);
  }

  /// A page of a list.
  static <T, W> Success<List<W>> page(Slice page, Listing<T> found, Function<T, W> drawing) {
    return of(found.items().stream().map(drawing).toList(), PagingWire.of(page, found));
  }
}
