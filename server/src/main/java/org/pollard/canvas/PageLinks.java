package org.pollard.canvas;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.pollard.canvas.params.QueryPair;

/// The ways from one page of a list to the others. Immutable.
///
/// @param paging the page at hand
/// @param count the elements of the whole list
/// @param stem the URL up to where `page=` follows
record PageLinks(Paging paging, long count, String stem) {
  /// What clients must get anew for each page, or must never find in a link.
  private static final Set<String> NEVER_CARRIED =
      Set.of("page", "per_page", "access_token", "api_key");

  /// @param collection the absolute URL of the list, without a query
  /// @param query the request's pairs, all of which are carried along but for those that never are
  static PageLinks of(Paging paging, long count, String collection, List<QueryPair> query) {
    String carried =
        query.stream()
            .filter(pair -> !NEVER_CARRIED.contains(baseName(pair.name())))
            .map(pair -> encoded(pair) + "&")
            .collect(Collectors.joining());
    return new PageLinks(paging, count, collection + "?" + carried);
  }

  /// The value of the `Link` header. On a page beyond the end there is a previous page but no next.
  String header() {
    return links().entrySet().stream()
        .map(link -> "<" + link.getValue() + ">; rel=\"" + link.getKey() + "\"")
        .collect(Collectors.joining(","));
  }

  /// The `meta` of a JSON:API answer, ready to be written as JSON.
  ///
  /// @param primaryCollection the key of the envelope, such as `polls`
  Map<String, Object> meta(String primaryCollection) {
    Map<String, Object> pagination = new LinkedHashMap<>();
    pagination.put("per_page", paging.perPage());
    pagination.putAll(links());
    pagination.put("page", paging.page());
    pagination.put("template", url("{page}"));
    pagination.put("count", count);
    pagination.put("page_count", pageCount());
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("pagination", pagination);
    meta.put("primaryCollection", primaryCollection);
    return meta;
  }

  /// An empty list has one page, which is empty.
  private long pageCount() {
    return Math.max(1, Math.ceilDiv(count, paging.perPage()));
  }

  private Map<String, String> links() {
    Map<String, String> links = new LinkedHashMap<>();
    links.put("current", url(paging.page()));
    if (paging.page() < pageCount()) {
      links.put("next", url(paging.page() + 1));
    }
    if (paging.page() > 1) {
      links.put("prev", url(paging.page() - 1));
    }
    links.put("first", url(1));
    links.put("last", url(pageCount()));
    return links;
  }

  private String url(long page) {
    return url(Long.toString(page));
  }

  private String url(String page) {
    return stem + "page=" + page + "&per_page=" + paging.perPage();
  }

  /// `access_token[]` may hold a token as well as `access_token`.
  private static String baseName(String name) {
    int bracket = name.indexOf('[', 1);
    return bracket < 0 ? name : name.substring(0, bracket);
  }

  private static String encoded(QueryPair pair) {
    String name = URLEncoder.encode(pair.name(), StandardCharsets.UTF_8);
    String value = pair.value();
    return value == null ? name : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
