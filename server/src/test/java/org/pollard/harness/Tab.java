package org.pollard.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.pollard.harness.Canvas.Answer;

/// What a page of ours sends: cookies as they were given, and where the page comes from. Confined
/// to one thread.
public final class Tab {

  private final Canvas plain;
  private final String forwardedFor;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  public Tab(URI base) {
    this(base, "");
  }

  private Tab(URI base, String forwardedFor) {
    this.plain = new Canvas(base, null);
    this.forwardedFor = forwardedFor;
  }

  /// The same browser at another address of the same site, with the cookies that it has now.
  public Tab at(URI base) {
    Tab there = new Tab(base);
    there.cookies.putAll(cookies);
    return there;
  }

  /// The same browser behind a proxy that says so.
  ///
  /// @param address the value of `X-Forwarded-For`
  public Tab through(String address) {
    Tab there = new Tab(plain.base(), address);
    there.cookies.putAll(cookies);
    return there;
  }

  /// The cookies that this browser keeps, by name.
  public Map<String, String> cookies() {
    return Map.copyOf(cookies);
  }

  public Answer get(String path) {
    return send(plain.request(path).GET());
  }

  public Answer send(String method, String path, String json) {
    return send(request(method, path, json).header("Origin", plain.base().toString()));
  }

  /// Sends what a page of somebody else has the browser send.
  public Answer sendFrom(String origin, String method, String path, String json) {
    return send(request(method, path, json).header("Origin", origin));
  }

  public Answer join(String code) {
    return send("POST", "/web/join", "{\"code\":\"" + code + "\"}");
  }

  public Answer signIn(String login, String password) {
    return send(
        "POST",
        "/web/session",
        "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, password));
  }

  public Answer signInByToken(String token) {
    return send("POST", "/web/session", "{\"token\":\"" + token + "\"}");
  }

  /// The server's own administrator token signs in the Host unless its administrator is wanted.
  public Answer signInAdministrator(String token) {
    return send("POST", "/web/session", "{\"token\":\"" + token + "\",\"as\":\"administrator\"}");
  }

  private HttpRequest.Builder request(String method, String path, String json) {
    return plain
        .request(path)
        .header("Content-Type", "application/json")
        .method(method, HttpRequest.BodyPublishers.ofString(json, UTF_8));
  }

  private Answer send(HttpRequest.Builder request) {
    if (!forwardedFor.isEmpty()) {
      request.header("X-Forwarded-For", forwardedFor);
    }
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(each -> each.getKey() + "=" + each.getValue())
              .collect(Collectors.joining("; ")));
    }
    Answer answer = plain.send(request);
    for (String each : answer.headers().allValues("Set-Cookie")) {
      String pair = each.substring(0, each.indexOf(';'));
      String name = pair.substring(0, pair.indexOf('='));
      String value = pair.substring(pair.indexOf('=') + 1);
      if (value.isEmpty()) {
        cookies.remove(name);
      } else {
        cookies.put(name, value);
      }
    }
    return answer;
  }
}
