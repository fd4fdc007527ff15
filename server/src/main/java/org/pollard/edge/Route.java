package org.pollard.edge;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pollard.people.CallerKind;

/// One route of a facade and its rule: who may come in, and with how much. Immutable.
///
/// @param method in capitals; GET serves HEAD as well, unless it is only GET
/// @param template such as `/api/v1/polls/{id}`: `{name}` is one segment of a path, `**` at the end
///   any number of them
/// @param admits the kinds of callers that are let in; all others are refused before anything else
///   of the route happens
/// @param looks whether the caller's credentials are looked at; where not, everybody is nobody
/// @param changes whether something is changed, so that a cookie counts from our own pages only
/// @param largestBody in bytes
/// @param upgrade whether the connection becomes a socket, so that the edge reads no body
/// @param onlyGet whether being asked does something: a stream counts as somebody who is there, a
///   download is written and noted. Whoever sends HEAD wants nothing done
/// @param handler what answers; null when a resource behind the edge does
public record Route(
    String method,
    String template,
    Set<CallerKind> admits,
    boolean looks,
    boolean changes,
    int largestBody,
    boolean upgrade,
    boolean onlyGet,
    @Nullable Handler handler) {

  /// What a body may have at most where nothing else is said, in bytes.
  public static final int LARGEST_BODY = 1 << 20;

  /// More than any vote, code or credential needs, in bytes.
  public static final int SMALL_BODY = 32 * 1024;

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  public Route {
    // In the order of the kinds, so that a table of rules reads the same every time.
    admits = java.util.Collections.unmodifiableSet(EnumSet.copyOf(admits));
  }

  /// Answers an admitted request, on the event loop.
  public interface Handler {
    void handle(Arrival arrival, Caller caller);
  }

  /// A route for these callers.
  public static Route of(String method, String template, Set<CallerKind> admits) {
    return new Route(
        method, template, admits, true, !SAFE.contains(method), LARGEST_BODY, false, false, null);
  }

  /// A route that is the same for everybody, whatever they show.
  public static Route open(String method, String template) {
    return new Route(
        method,
        template,
        EnumSet.allOf(CallerKind.class),
        false,
        !SAFE.contains(method),
        SMALL_BODY,
        false,
        false,
        null);
  }

  /// The same with a body of at most [#SMALL_BODY].
  public Route small() {
    return new Route(
        method, template, admits, looks, changes, SMALL_BODY, upgrade, onlyGet, handler);
  }

  /// The same with a body of at most [#LARGEST_BODY].
  public Route large() {
    return new Route(
        method, template, admits, looks, changes, LARGEST_BODY, upgrade, onlyGet, handler);
  }

  /// The same for a GET that changes something all the same.
  public Route changing() {
    return new Route(method, template, admits, looks, true, largestBody, upgrade, onlyGet, handler);
  }

  /// The same for a connection that becomes a socket.
  public Route upgrading() {
    return new Route(method, template, admits, looks, changes, largestBody, true, onlyGet, handler);
  }

  /// The same for a GET that HEAD does not stand for.
  public Route noHead() {
    return new Route(method, template, admits, looks, changes, largestBody, upgrade, true, handler);
  }

  /// The same, answered by this.
  public Route answeredBy(Handler handler) {
    return new Route(
        method, template, admits, looks, changes, largestBody, upgrade, onlyGet, handler);
  }

  /// The same under another address.
  public Route at(String template) {
    return new Route(
        method, template, admits, looks, changes, largestBody, upgrade, onlyGet, handler);
  }

  boolean letsIn(Caller caller) {
    return admits.contains(caller.kind());
  }
}
