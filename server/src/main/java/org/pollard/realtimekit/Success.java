package org.pollard.realtimekit;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

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
}
