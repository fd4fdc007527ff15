package org.pollard.live;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.ResultsVisibility;

/// What a host asks of a poll session; null is what was not said.
///
/// @param course id of the course that is asked
/// @param section id of one of its sections
/// @param correct whether the audience is told which choices are correct
/// @param changeable whether voters may take another answer while it is open
record SessionWish(
    @Nullable Long course,
    @Nullable Long section,
    @Nullable Boolean anonymous,
    @Nullable ResultsVisibility results,
    @Nullable Boolean open,
    @Nullable Boolean onShow,
    @Nullable Boolean correct,
    @Nullable Boolean changeable) {

  private static final Set<String> KNOWN =
      Set.of(
          "course", "section", "anonymous", "results", "open", "on_show", "correct", "changeable");

  /// @throws IllegalArgumentException whose message names everything that is wrong
  static SessionWish of(JsonObject body) {
    List<String> problems = new ArrayList<>();
    for (String name : body.fieldNames()) {
      if (!KNOWN.contains(name)) {
        problems.add(name + " is not known here.");
      }
    }
    SessionWish wish =
        new SessionWish(
            id(body, "course", problems),
            id(body, "section", problems),
            yesOrNo(body, "anonymous", problems),
            results(body, problems),
            yesOrNo(body, "open", problems),
            yesOrNo(body, "on_show", problems),
            yesOrNo(body, "correct", problems),
            yesOrNo(body, "changeable", problems));
    if (wish.isAnonymous() && wish.isChangeable()) {
      problems.add("changeable cannot be with anonymous: nothing stored tells what was answered.");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join(" ", problems));
    }
    return wish;
  }

  boolean isAnonymous() {
    return Boolean.TRUE.equals(anonymous);
  }

  boolean isChangeable() {
    return Boolean.TRUE.equals(changeable);
  }

  ResultsVisibility resultsOrHidden() {
    return Objects.requireNonNullElse(results, ResultsVisibility.UNTIL_REVEALED);
  }

  private static @Nullable Long id(JsonObject body, String name, List<String> problems) {
    Object value = body.getValue(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    problems.add(name + " must be an id, a whole number.");
    return null;
  }

  private static @Nullable Boolean yesOrNo(JsonObject body, String name, List<String> problems) {
    Object value = body.getValue(name);
    if (value == null || value instanceof Boolean) {
      return (Boolean) value;
    }
    problems.add(name + " must be true or false.");
    return null;
  }

  private static @Nullable ResultsVisibility results(JsonObject body, List<String> problems) {
    Object value = body.getValue("results");
    if (value == null) {
      return null;
    }
    for (ResultsVisibility each : ResultsVisibility.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(value)) {
        return each;
      }
    }
    problems.add("results must be until_revealed, after_vote or public.");
    return null;
  }
}
