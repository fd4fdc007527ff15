package org.pollard.realtimekit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pollard.webhook.WebhookEvent;
import org.pollard.webhook.WebhookUrl;
import org.pollard.webhook.WebhookWish;

/// What a body says of a webhook; null is what it does not say.
record WebhookFields(
    @Nullable String name,
    @Nullable String url,
    @Nullable List<WebhookEvent> events,
    @Nullable Boolean enabled) {

  /// Reads a body that says all. Ends the call when anything is wrong.
  static WebhookWish whole(Given given, WebhookUrl rule) {
    given.notNull("enabled");
    String name = given.name("name");
    String url = given.has("url") ? url(given, rule) : required(given, "url");
    List<WebhookEvent> events = given.has("events") ? events(given) : List.of();
    if (!given.has("events")) {
      required(given, "events");
    }
    boolean enabled = given.truth("enabled", true);
    given.check();
    return new WebhookWish(name, url == null ? "" : url, events, enabled);
  }

  private static String required(Given given, String name) {
    given.problem(name + " is required.");
    return "";
  }

  /// Reads a body that says what is to change. Ends the call when anything is wrong.
  static WebhookFields some(Given given, WebhookUrl rule) {
    given.notNull("name", "url", "events", "enabled");
    WebhookFields fields =
        new WebhookFields(
            given.has("name") ? given.name("name") : null,
            given.has("url") ? url(given, rule) : null,
            given.has("events") ? events(given) : null,
            given.has("enabled") ? (Boolean) given.truth("enabled", true) : null);
    given.check();
    return fields;
  }

  private static @Nullable String url(Given given, WebhookUrl rule) {
    String url = given.text("url");
    if (url == null) {
      given.notNull("url");
    } else {
      rule.problem(url).ifPresent(problem -> given.problem("url " + problem));
    }
    return url;
  }

  private static List<WebhookEvent> events(Given given) {
    List<String> words = given.texts("events");
    if (words == null) {
      given.notNull("events");
      return List.of();
    }
    if (words.isEmpty() && given.fields().get("events").isEmpty()) {
      given.problem("events must name at least one.");
    }
    List<WebhookEvent> events = new ArrayList<>();
    for (String word : words) {
      Optional<WebhookEvent> event = WebhookEvent.of(word).filter(each -> !each.ofCourse());
      event.ifPresentOrElse(
          events::add, () -> given.problem("events: there is no '" + word + "'."));
    }
    return events;
  }

  WebhookWish over(WebhookWish before) {
    return new WebhookWish(
        name == null ? before.name() : name,
        url == null ? before.url() : url,
        events == null ? before.events() : events,
        enabled == null ? before.enabled() : enabled);
  }
}
