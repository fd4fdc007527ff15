package org.pollard.architecture.planted.voting;

import java.util.concurrent.ConcurrentHashMap;

/// Planted: breaks a rule on purpose.
final class RemembersInStatic {

  static int counter;
  static final ConcurrentHashMap<String, String> MEMORY = new ConcurrentHashMap<>();
  static final String[] NAMES = {};

  private RemembersInStatic() {}
}
