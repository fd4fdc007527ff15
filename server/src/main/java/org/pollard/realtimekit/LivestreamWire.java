package org.pollard.realtimekit;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What is told of livestreams: that there are none. The forms are those of the original.
final class LivestreamWire {

  private LivestreamWire() {}

  /// Those of a session; the original has the list and its paging within `data` here.
  @Schema(name = "KitLivestreamSessions")
  public record Sessions(List<Map<String, String>> data, PagingWire paging) {

    public Sessions {
      data = List.copyOf(data);
    }
  }

  /// Sums over all of them.
  @Schema(name = "KitLivestreamSums")
  public record Sums(long count, long totalIngestSeconds, long totalViewerSeconds) {}
}
