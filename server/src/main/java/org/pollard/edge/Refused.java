package org.pollard.edge;

import java.util.List;

/// Why the edge let a request not in. What is said to the caller is the facade's; `detail` is a
/// sentence for those who have none of their own. Immutable.
public sealed interface Refused {

  int status();

  String detail();

  /// The request is no HTTP that is understood, or its path is not spelled as it must be.
  record Malformed(String detail) implements Refused {

    @Override
    public int status() {
      return 400;
    }
  }

  /// Nothing is declared for the path.
  record UnknownRoute() implements Refused {

    @Override
    public int status() {
      return 404;
    }

    @Override
    public String detail() {
      return "There is nothing under this address";
    }
  }

  /// The path is declared, but not for this method.
  ///
  /// @param allowed what the path can be asked with; not empty
  record UnknownMethod(List<String> allowed) implements Refused {

    public UnknownMethod {
      allowed = List.copyOf(allowed);
    }

    @Override
    public int status() {
      return 405;
    }

    @Override
    public String detail() {
      return "This address is asked with " + String.join(", ", allowed);
    }
  }

  /// Nobody is let in whom the rule does not name, and nothing good was shown.
  record Unauthenticated() implements Refused {

    @Override
    public int status() {
      return 401;
    }

    @Override
    public String detail() {
      return "Show a valid credential";
    }
  }

  /// What was shown is good, but not for this.
  record Denied() implements Refused {

    @Override
    public int status() {
      return 403;
    }

    @Override
    public String detail() {
      return "This credential is not good for that";
    }
  }

  /// The body is larger than the route takes.
  ///
  /// @param limit in bytes
  record TooLarge(int limit) implements Refused {

    @Override
    public int status() {
      return 413;
    }

    @Override
    public String detail() {
      return "The body is larger than " + limit + " bytes.";
    }
  }

  /// Bodies take all the memory that they may at the moment.
  record Busy() implements Refused {

    @Override
    public int status() {
      return 503;
    }

    @Override
    public String detail() {
      return "The server is busy; try again in a moment";
    }
  }

  /// The body took longer than it may.
  record TooSlow() implements Refused {

    @Override
    public int status() {
      return 400;
    }

    @Override
    public String detail() {
      return "The body did not arrive in time.";
    }
  }
}
