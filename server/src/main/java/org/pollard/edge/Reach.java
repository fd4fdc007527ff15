package org.pollard.edge;

import java.util.List;

/// Port: tells under which addresses other devices come to this server, the phones of a hall among
/// them. Thread-safe; quick.
public interface Reach {

  /// Beginnings of URLs such as `http://192.168.1.20:8080`, the best one first; empty when none is
  /// known.
  List<String> others();
}
