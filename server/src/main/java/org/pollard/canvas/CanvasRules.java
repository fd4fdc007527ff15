package org.pollard.canvas;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.pollard.edge.Route;
import org.pollard.people.CallerKind;

/// Every call of the Canvas wire. All of them want a user: whether it may be this one is judged by
/// roles, which a route does not know.
public final class CanvasRules {

  private static final Set<CallerKind> USERS =
      EnumSet.of(CallerKind.USER, CallerKind.ADMINISTRATOR);

  /// Of accounts; theirs alone.
  private static final Set<CallerKind> ADMINISTRATORS = EnumSet.of(CallerKind.ADMINISTRATOR);

  private static final String POLL = "/polls/{poll_id}";
  private static final String CHOICES = POLL + "/poll_choices";
  private static final String SESSIONS = POLL + "/poll_sessions";
  private static final String SUBMISSIONS = SESSIONS + "/{poll_session_id}/poll_submissions";
  private static final String COURSE = "/courses/{course_id}";
  private static final String USER = "/users/{user_id}";
  private static final String ACCOUNT = "/accounts/{account_id}";

  private CanvasRules() {}

  public static List<Route> all() {
    return List.of(
        users("GET", "/polls"),
        users("POST", "/polls"),
        users("GET", POLL),
        users("PUT", POLL),
        users("DELETE", POLL),
        users("GET", CHOICES),
        users("POST", CHOICES),
        users("GET", CHOICES + "/{id}"),
        users("PUT", CHOICES + "/{id}"),
        users("DELETE", CHOICES + "/{id}"),
        users("GET", SESSIONS),
        users("POST", SESSIONS),
        users("GET", SESSIONS + "/{id}"),
        users("PUT", SESSIONS + "/{id}"),
        users("DELETE", SESSIONS + "/{id}"),
        // Clients of Canvas open and close with GET.
        users("GET", SESSIONS + "/{id}/open").changing(),
        users("POST", SESSIONS + "/{id}/open"),
        users("GET", SESSIONS + "/{id}/close").changing(),
        users("POST", SESSIONS + "/{id}/close"),
        users("POST", SUBMISSIONS).small(),
        users("GET", SUBMISSIONS + "/{id}"),
        users("GET", "/poll_sessions/opened"),
        users("GET", "/poll_sessions/closed"),
        users("GET", "/courses"),
        users("GET", COURSE),
        users("PUT", COURSE),
        users("DELETE", COURSE),
        users("GET", COURSE + "/users"),
        users("GET", COURSE + "/search_users"),
        users("GET", COURSE + "/users/{id}"),
        users("GET", COURSE + "/sections"),
        users("POST", COURSE + "/sections"),
        users("GET", COURSE + "/sections/{id}"),
        users("GET", COURSE + "/enrollments"),
        users("POST", COURSE + "/enrollments"),
        users("DELETE", COURSE + "/enrollments/{id}"),
        users("POST", COURSE + "/enrollments/{id}/accept"),
        users("POST", COURSE + "/enrollments/{id}/reject"),
        users("GET", "/sections/{id}"),
        users("PUT", "/sections/{id}"),
        users("DELETE", "/sections/{id}"),
        users("GET", "/sections/{id}/enrollments"),
        users("GET", USER),
        users("PUT", USER),
        users("GET", USER + "/profile"),
        users("GET", USER + "/favorites/courses"),
        users("GET", USER + "/courses"),
        users("GET", USER + "/enrollments"),
        users("GET", USER + "/tokens"),
        users("POST", USER + "/tokens"),
        users("DELETE", USER + "/tokens/{id}"),
        users("GET", "/accounts"),
        administrators("GET", ACCOUNT),
        administrators("GET", ACCOUNT + "/enrollments/{id}"),
        administrators("GET", ACCOUNT + "/users"),
        administrators("POST", ACCOUNT + "/users"),
        administrators("GET", ACCOUNT + "/courses"),
        administrators("POST", ACCOUNT + "/courses"));
  }

  private static Route users(String method, String template) {
    return Route.of(method, CanvasFacade.ROOT + template, USERS);
  }

  private static Route administrators(String method, String template) {
    return Route.of(method, CanvasFacade.ROOT + template, ADMINISTRATORS);
  }
}
