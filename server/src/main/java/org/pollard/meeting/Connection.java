package org.pollard.meeting;

/// Port: a joined connection, told what happens to it. It is told on any thread and returns at
/// once; by then it is not counted as present any more.
public interface Connection {

  /// The participant was put out.
  void kicked();

  /// The same peer has connected anew, or this node was believed dead: nothing more is sent here.
  void replaced();
}
