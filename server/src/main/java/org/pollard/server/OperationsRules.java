package org.pollard.server;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.pollard.edge.Route;
import org.pollard.people.CallerKind;

/// What whoever runs the server asks of it: health and the description of the API are for
/// everybody, numbers are not.
public final class OperationsRules {

  private static final String HEALTH = "/q/health";

  private OperationsRules() {}

  public static List<Route> all() {
    List<Route> all =
        new ArrayList<>(
            List.of(
                Route.open("GET", HEALTH),
                Route.open("GET", HEALTH + "/live"),
                Route.open("GET", HEALTH + "/ready"),
                Route.open("GET", HEALTH + "/started"),
                Route.open("GET", "/q/openapi"),
                Route.open("GET", "/q/swagger-ui/**"),
                Route.of("GET", "/q/metrics", EnumSet.of(CallerKind.ADMINISTRATOR))));
    if (ExamplePage.isServed()) {
      all.add(Route.open("GET", ExamplePage.PATH + "**"));
    }
    return all;
  }
}
