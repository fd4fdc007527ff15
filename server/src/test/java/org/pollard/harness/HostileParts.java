package org.pollard.harness;

import java.util.List;

/// Parts of requests that no client should send, to be put together.
public final class HostileParts {

  private HostileParts() {}

  public static final List<String> IDS =
      List.of(
          "0",
          "-1",
          "+1",
          "1.0",
          "1e3",
          "0x1",
          "9223372036854775807",
          "9223372036854775808",
          "99999999999999999999999999",
          "null",
          "NaN",
          "%00",
          "1%00",
          "%0d%0aX:y",
          "%ed%a0%80",
          "%ff%fe",
          "%zz",
          "%",
          "%E2%80%AE1",
          "%D9%A1",
          "1%201",
          "1'or'1'='1",
          "..%2f..%2fetc",
          "1;a=b",
          ";",
          "~",
          "$%7B1+1%7D",
          "a".repeat(1_500));

  public static final List<String> QUERIES =
      List.of(
          "page=0",
          "page=-1",
          "page=x",
          "page=99999999999999999999999999",
          "page[]=1",
          "page[a]=1",
          "per_page=0",
          "per_page=-99999999999999999999",
          "per_page=%00",
          "x=%zz",
          "x=%",
          "x=%ff",
          "x=%ed%a0%80",
          "x=%00",
          "%00=x",
          "a[b]=1&a=2",
          "a=1&a[]=2",
          "a[][]=1",
          "a[[[=1",
          "]=1",
          "a" + "[b]".repeat(200) + "=1",
          "&&&===&",
          "as_user_id=x",
          "as_user_id=999999999",
          "as_user_id[]=1",
          "search_term=%25%5F'%5C",
          "type[]=x",
          "state[]=%22",
          "enrollment_type[]=x",
          "enrollment_state=x",
          "include[]=x",
          "a=1&".repeat(500));

  /// Content type, then body as Latin-1; a type of "" sends no header.
  public static final List<List<String>> BODIES = bodies();

  public static final List<String> HEADERS =
      List.of(
          "Accept: text/html",
          "Accept: application/json+canvas-string-ids, application/vnd.api+json",
          "Accept: ;;;",
          "Accept-Charset: utf-16",
          "Accept-Encoding: br;q=x",
          "Accept-Language: \u00ff",
          "Content-Type: ///",
          "Content-Encoding: gzip",
          "X-HTTP-Method-Override: DELETE",
          "X-Forwarded-Host: evil\"><x>",
          "X-Forwarded-Proto: javascript",
          "Forwarded: host=evil;proto=gopher",
          "If-None-Match: *",
          "If-Modified-Since: yesterday",
          "Range: bytes=5-1",
          "Origin: null",
          "Referer: \u00e9",
          "Expect: something",
          "Upgrade: websocket");

  private static List<List<String>> bodies() {
    String json = "application/json";
    String form = "application/x-www-form-urlencoded";
    String multipart = "multipart/form-data; boundary=b";
    String huge = "9".repeat(500);
    return List.of(
        List.of(json, "{"),
        List.of(json, "}"),
        List.of(json, "[]"),
        List.of(json, "null"),
        List.of(json, "\"x\""),
        List.of(json, "{} {}"),
        List.of(json, "{\"polls\":"),
        List.of(json, "{\"polls\":null}"),
        List.of(json, "{\"polls\":[null]}"),
        List.of(json, "{\"polls\":[[]]}"),
        List.of(json, "{\"polls\":\"x\"}"),
        List.of(json, "{\"polls\":[{\"question\":{}}]}"),
        List.of(json, "{\"user\":[],\"course\":1,\"token\":\"x\",\"enrollment\":null}"),
        List.of(json, "{\"user\":{\"name\":[]},\"pseudonym\":{\"unique_id\":{}}}"),
        List.of(json, "{\"user\":{\"name\":\"" + "n".repeat(300) + "\"}}"),
        List.of(json, "{\"user\":{\"name\":\"\\u0000\"}}"),
        List.of(json, "{\"user\":{\"name\":\"\\ud800\"}}"),
        List.of(json, "{\"user\":{\"name\":\"\u00ff\u00fe\"}}"),
        List.of(json, "{\"user\":{\"name\":\"\u00ed\u00a0\u0080\"}}"),
        List.of(json, "{\"course\":{\"name\":" + huge + "}}"),
        List.of(json, "{\"course\":{\"event\":\"explode\"}}"),
        List.of(json, "{\"course_section\":{\"name\":true,\"x\":1e999999999}}x"),
        List.of(json, "{\"enrollment\":{\"user_id\":1e400,\"type\":\"StudentEnrollment\"}}"),
        List.of(json, "{\"enrollment\":{\"user_id\":-1,\"type\":[]}}"),
        List.of(json, "{\"enrollment\":{\"user_id\":1,\"type\":\"KingEnrollment\"}}"),
        List.of(json, "{\"token\":{\"purpose\":\"p\",\"expires_at\":\"soon\"}}"),
        List.of(
            json, "{\"token\":{\"purpose\":\"p\",\"expires_at\":\"999999999-01-01T00:00:00Z\"}}"),
        List.of(json, "{\"token\":{\"purpose\":\"p\",\"scopes\":{\"a\":1}}}"),
        List.of(json, "{\"token\":{\"purpose\":\"p\",\"scopes\":[\"everything\"]}}"),
        List.of(json, "{\"poll_submissions\":[{\"poll_choice_id\":" + huge + "}]}"),
        List.of(json, "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000)),
        List.of(json, "[".repeat(100_000)),
        List.of(json, "{\"a\":" + "9".repeat(5_000) + "}"),
        List.of(json + "; charset=utf-16", "{}"),
        List.of(form, "%zz=%zz"),
        List.of(form, "user[name]=%00"),
        List.of(form, "user[name]=%ff"),
        List.of(form, "user[name]=%ed%a0%80"),
        List.of(form, "user[name]=\u00ff"),
        List.of(form, "user=1&user[name]=x"),
        List.of(form, "polls[][][question]=x"),
        List.of(form, "a" + "[b]".repeat(500) + "=1"),
        List.of(form, "a=1&".repeat(5_000)),
        List.of(form, "as_user_id=999999999"),
        List.of(form, "access_token=x"),
        List.of(multipart, ""),
        List.of(multipart, "--b"),
        List.of(multipart, "--b\r\n\r\n\r\n--b--"),
        List.of(multipart, "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"),
        List.of(
            multipart,
            String.join(
                "\r\n",
                "--b",
                "Content-Disposition: form-data; name=\"user[name]\"; filename=\"f\"",
                "",
                "x",
                "--b--",
                "")),
        List.of("multipart/form-data", "--b\r\n"),
        List.of("multipart/form-data; boundary=", "--\r\n"),
        List.of("multipart/form-data; boundary=" + "b".repeat(500), "x"),
        List.of("text/plain", "user[name]=x"),
        List.of("application/xml", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"),
        List.of("///;;;", "x"),
        List.of("", "{\"user\":{\"name\":\"x\"}}"));
  }
}
