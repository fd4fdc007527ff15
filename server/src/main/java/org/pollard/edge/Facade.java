package org.pollard.edge;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// What a facade tells the edge: what it serves, to whom, and in which words it refuses. All of it
/// is called on the event loop and never waits.
public interface Facade {

  /// The beginnings of the paths that are this facade's, each without a slash at its end. The empty
  /// one stands for whatever is nobody else's.
  List<String> roots();

  /// Everything that can be reached, each with its rule.
  List<Route> routes();

  /// The path that is meant, where one has several names; it is known for itself.
  ///
  /// @param path normal, without a slash at its end
  default String known(String path) {
    return path;
  }

  /// Sees every request of a declared route before anything of it is judged, for headers that each
  /// answer has to bear.
  default void greet(Arrival arrival) {}

  /// Finds out who calls. A caller that is refused in words of their own is a record of kind
  /// [org.pollard.people.CallerKind#NOBODY], which comes back in [#refuse].
  CompletionStage<? extends Caller> caller(Arrival arrival);

  /// Goes on with an admitted request.
  default void admit(Arrival arrival, Caller caller) {
    arrival.handOn(caller);
  }

  /// Refuses, in the facade's words. The caller is nobody where the edge had not asked yet.
  void refuse(Arrival arrival, Caller caller, Refused reason);
}
