package org.pollard.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.pollard.edge.FuzzRequest.Framing;
import org.pollard.edge.RightsPage.Row;
import org.pollard.harness.HostileParts;

/// Makes requests at random: real routes with ids of things that exist, shown by real callers, and
/// then path, query, headers, body and framing spoilt, each now and then. Confined to one thread.
@NullMarked
final class FuzzRequests {

  /// Callers who are nobody on every wire.
  static final Set<RightsCaller> NOBODIES =
      Set.of(
          RightsCaller.NOBODY,
          RightsCaller.WRONG,
          RightsCaller.EXPIRED,
          RightsCaller.REVOKED,
          RightsCaller.GONE_PARTICIPANT,
          RightsCaller.REVOKED_API_TOKEN);

  private static final List<RightsCaller> NOBODY_KNOWN = NOBODIES.stream().sorted().toList();
  private static final List<RightsCaller> ALL = List.of(RightsCaller.values());
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "BREW", "get");
  private static final List<String> ENDS =
      List.of(
          "/", "//", "/.", "/..", ".json", "%00", "%2f", "%2e", ";a=b", "\\", "\u00ff", "%", "?");
  private static final List<String> FRAMES =
      List.of(
          "Content-Length: 5\r\nContent-Length: 6\r\n",
          "Content-Length: -1\r\n",
          "Content-Length: 99999999999999999999\r\n",
          "Content-Length: 2000000\r\n",
          "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
          "Transfer-Encoding: gzip, chunked\r\n",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
          "Transfer-Encoding : chunked\r\n",
          "Host: other\r\n",
          "Upgrade: websocket\r\nConnection: Upgrade\r\n",
          "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk\r\n",
          "Expect: 100-continue\r\n",
          "Expect: something\r\n",
          " folded: x\r\n",
          "no colon\r\n",
          ": no name\r\n",
          "X-A: a\u0000b\r\n",
          "X-A: " + "a".repeat(20_000) + "\r\n",
          "X-A: a\r\n".repeat(300),
          "Cookie: " + "a=b; ".repeat(500) + "\r\n",
          "Connection: close, keep-alive, \u00ff\r\n");

  /// What a good request of a route is.
  record Aim(Row row, String path, String body) {}

  private final Random random;
  private final RightsWorld world;
  private final String host;
  private final List<Aim> aims;

  /// @param aims not empty
  FuzzRequests(long seed, RightsWorld world, List<Aim> aims) {
    this.random = new Random(seed);
    this.world = world;
    this.host = world.admin().base().getAuthority();
    this.aims = List.copyOf(aims);
  }

  /// The good request of each row.
  static List<Aim> aims(List<Row> rows, RightsWorld world) {
    RightsTargets targets = new RightsTargets(world);
    RightsBodies bodies = new RightsBodies(world, targets);
    List<Aim> aims = new ArrayList<>();
    rows.forEach(row -> aims.add(new Aim(row, targets.path(row), bodies.of(row))));
    return aims;
  }

  FuzzRequest next() {
    Aim aim = any(aims);
    RightsCaller caller = any(chance(2) ? NOBODY_KNOWN : ALL);
    String method = chance(10) ? any(METHODS) : aim.row().method();
    String target = target(aim.path());
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(chance(50) ? " HTTP/1.0" : " HTTP/1.1");
    head.append("\r\nHost: ").append(host).append("\r\n");
    // From elsewhere: whoever asks from this machine itself may read the metrics.
    head.append("X-Forwarded-For: 198.51.100.7\r\n");
    for (Map.Entry<String, String> each : world.headers(caller).entrySet()) {
      head.append(each.getKey()).append(": ").append(each.getValue()).append("\r\n");
    }
    if (!world.headers(caller).containsKey("Origin") && chance(2)) {
      head.append("Origin: http://").append(host).append("\r\n");
    }
    if (chance(4)) {
      head.append(header()).append("\r\n");
    }
    String line = method + " " + target;
    return switch (random.nextInt(12)) {
      case 0 -> new FuzzRequest(caller, line, odd(head, body(aim)), Framing.ODD);
      case 1 -> new FuzzRequest(caller, line, cut(head, body(aim)), Framing.CUT);
      default -> new FuzzRequest(caller, line, whole(head, body(aim)), Framing.WHOLE);
    };
  }

  /// Of those that change nothing about where a request ends.
  private String header() {
    String header = any(HostileParts.HEADERS);
    return header.startsWith("Expect") || header.startsWith("Upgrade") || header.startsWith("Tr")
        ? "X-Nothing: " + random.nextInt()
        : header;
  }

  private String target(String path) {
    String spelled = path;
    for (int i = chance(2) ? 0 : 1 + random.nextInt(2); i > 0; i--) {
      spelled = misspelled(spelled);
    }
    return chance(3) ? spelled + "?" + any(HostileParts.QUERIES) : spelled;
  }

  private String misspelled(String path) {
    int slash = path.indexOf('/', random.nextInt(path.length()));
    int at = slash < 0 ? 0 : slash;
    int next = path.indexOf('/', at + 1);
    int end = next < 0 ? path.length() : next;
    String before = path.substring(0, at);
    String segment = path.substring(at, end);
    String after = path.substring(end);
    return switch (random.nextInt(12)) {
      case 0 -> before + "/" + segment + after;
      case 1 -> before + "/." + segment + after;
      case 2 -> before + "/x/.." + segment + after;
      case 3, 4, 5 -> before + "/" + any(HostileParts.IDS) + after;
      case 6 -> before + segment + ";a=b" + after;
      case 7 -> before + encoded(segment) + after;
      case 8 -> before + after + "/";
      case 9 -> path + any(ENDS);
      case 10 -> any(List.of("http://elsewhere.example", "//elsewhere.example", "*", "")) + path;
      default -> before + upperCase(segment) + segment + after;
    };
  }

  private String encoded(String segment) {
    int at = random.nextInt(segment.length());
    return segment.substring(0, at)
        + "%%%02x".formatted((int) segment.charAt(at) & 0xff)
        + segment.substring(at + 1);
  }

  /// Content type and body, as they go into a request.
  private record Body(String type, String text) {}

  private Body body(Aim aim) {
    return switch (random.nextInt(6)) {
      case 0 -> {
        List<String> hostile = any(HostileParts.BODIES);
        yield new Body(hostile.get(0), hostile.get(1));
      }
      case 1 -> new Body("application/json", spoilt(aim.body()));
      case 2 -> new Body(any(HostileParts.BODIES).get(0), aim.body());
      case 3 -> new Body("application/octet-stream", noise(random.nextInt(400)));
      default -> new Body("application/json", aim.body());
    };
  }

  private String spoilt(String body) {
    StringBuilder text = new StringBuilder(body);
    for (int i = random.nextInt(4); i >= 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, (char) random.nextInt(256));
        case 2 -> text.insert(at, any(List.of("null", "[]", "{}", "1e999", "-1", "\"\\ud800\"")));
        default -> text.setLength(at);
      }
    }
    return text.toString();
  }

  private String noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new String(bytes, ISO_8859_1);
  }

  private String whole(StringBuilder head, Body body) {
    type(head, body);
    if (chance(4)) {
      head.append("Transfer-Encoding: chunked\r\n\r\n");
      if (!body.text().isEmpty()) {
        int half = body.text().length() / 2 + 1;
        chunk(head, body.text().substring(0, half));
        chunk(head, body.text().substring(half));
      }
      return head.append("0\r\n\r\n").toString();
    }
    head.append("Content-Length: ").append(body.text().length()).append("\r\n\r\n");
    return head.append(body.text()).toString();
  }

  private static void chunk(StringBuilder to, String part) {
    if (!part.isEmpty()) {
      to.append(Integer.toHexString(part.length())).append("\r\n").append(part).append("\r\n");
    }
  }

  private String odd(StringBuilder head, Body body) {
    if (chance(10)) {
      return noise(1 + random.nextInt(200)) + "\r\n\r\n";
    }
    type(head, body);
    head.append("Connection: close\r\n").append(any(FRAMES)).append("\r\n").append(body.text());
    return head.toString();
  }

  private String cut(StringBuilder head, Body body) {
    String all = whole(head, body);
    return all.substring(0, random.nextInt(all.length()));
  }

  private static void type(StringBuilder head, Body body) {
    if (!body.type().isEmpty()) {
      head.append("Content-Type: ").append(body.type()).append("\r\n");
    }
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /// Of the letters that are one byte each: a capital ÿ would go out as a question mark, and begin
  /// a query.
  private static String upperCase(String segment) {
    StringBuilder capitals = new StringBuilder();
    for (int i = 0; i < segment.length(); i++) {
      char each = segment.charAt(i);
      char capital = Character.toUpperCase(each);
      capitals.append(capital > 0xFF ? each : capital);
    }
    return capitals.toString();
  }
}
