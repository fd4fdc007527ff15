package org.pollard.people;

import java.util.List;

/// One slice of a list, possibly empty, and the number of items in the whole list.
public record Listing<T>(List<T> items, long total) {

  public Listing {
    items = List.copyOf(items);
  }
}
