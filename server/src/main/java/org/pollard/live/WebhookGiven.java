package org.pollard.live;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pollard.people.PlainText;
import org.pollard.webhook.WebhookEvent;
import org.pollard.webhook.WebhookUrl;
import org.pollard.webhook.WebhookWish;

/// What a teacher asks of a webhook; null is what was not said.
record WebhookGiven(
    @Nullable String name,
    @Nullable String url,
    @Nullable List<WebhookEvent> events,
    @Nullable Boolean enabled) {

  private static final Set<String> KNOWN = Set.of("name", "url", "events", "enabled");
  private static final int LONGEST_NAME = 255;

  /// @param whole whether an address and events must be there
  /// @throws IllegalArgumentException whose message names everything that is wrong
  static WebhookGiven of(JsonObject body, boolean whole, WebhookUrl rule) {
    List<String> problems = new ArrayList<>();
    for (String field : body.fieldNames()) {
      if (!KNOWN.contains(field)) {
        problems.add(field + " is not known here.");
      }
    }
    for (String field : List.of("url", "events")) {
      if (whole && body.getValue(field) == null) {
        problems.add(field + " is required.");
      }
    }
    WebhookGiven given =
        new WebhookGiven(
            name(body.getValue("name"), problems),
            url(body.getValue("url"), rule, problems),
            events(body.getValue("events"), problems),
            enabled(body.getValue("enabled"), problems));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", problems));
    }
    return given;
  }

  private static @Nullable String name(@Nullable Object value, List<String> problems) {
    if (value == null) {
      return null;
    }
    if (value instanceof String name
        && name.length() <= LONGEST_NAME
        && PlainText.isLine(name)
        && (name.isEmpty() || !PlainText.looksEmpty(name))) {
      return name.strip();
    }
    problems.add(
        "name must be one line of at most "
            + LONGEST_NAME
            + " plain characters, some of which can be seen.");
    return null;
  }

  private static @Nullable String url(
      @Nullable Object value, WebhookUrl rule, List<String> problems) {
    if (value == null) {
      return null;
    }
    if (value instanceof String url) {
      rule.problem(url).ifPresent(problem -> problems.add("url " + problem));
      return url;
    }
    problems.add("url must be a text.");
    return null;
  }

  private static @Nullable List<WebhookEvent> events(
      @Nullable Object value, List<String> problems) {
    if (value == null) {
      return null;
    }
    List<WebhookEvent> events = new ArrayList<>();
    if (!(value instanceof JsonArray array) || array.isEmpty()) {
      problems.add("events must be a list that names session.opened, session.closed or both.");
      return events;
    }
    for (Object each : array) {
      WebhookEvent event =
          each instanceof String word
              ? WebhookEvent.of(word).filter(WebhookEvent::ofCourse).orElse(null)
              : null;
      if (event == null) {
        problems.add("events: there is no '" + each + "', but session.opened and session.closed.");
      } else {
        events.add(event);
      }
    }
    return events;
  }

  private static @Nullable Boolean enabled(@Nullable Object value, List<String> problems) {
    if (value == null || value instanceof Boolean) {
      return (Boolean) value;
    }
    problems.add("enabled must be true or false.");
    return null;
  }

  WebhookWish over(WebhookWish before) {
    return new WebhookWish(
        name == null ? before.name() : name,
        url == null ? before.url() : url,
        events == null ? before.events() : events,
        enabled == null ? before.enabled() : enabled);
  }
}
