package org.pollard.realtimekit;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.pollard.people.Listing;
import org.pollard.people.Slice;

/// Where in a list a page lies. Offsets begin at 1 and are inclusive; a page without records has 0
/// for both.
@Schema(name = "KitPaging")
public record PagingWire(long totalCount, long startOffset, long endOffset) {

  static PagingWire of(Slice slice, Listing<?> listing) {
    int size = listing.items().size();
    return size == 0
        ? new PagingWire(listing.total(), 0, 0)
        : new PagingWire(listing.total(), slice.offset() + 1, slice.offset() + size);
  }
}
