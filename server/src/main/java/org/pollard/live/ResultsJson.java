package org.pollard.live;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.EntryState;
import org.pollard.poll.Findings;

/// What people see of results, as members of JSON. Immutable.
final class ResultsJson {

  private final JsonObject all = new JsonObject();
  private final Map<ChoiceId, JsonObject> ofChoices = new HashMap<>();

  /// @param host whether entries have their ids and states, by which hosts moderate them
  ResultsJson(Findings findings, boolean host) {
    switch (findings) {
      case Findings.Votes(var votes, var sum) -> {
        votes.forEach((choice, n) -> ofChoices.put(choice, new JsonObject().put("votes", n)));
        all.put("votes", sum);
      }
      case Findings.Rated(var scale) -> all.put("rating", scale(scale));
      case Findings.Statements(var scales) ->
          scales.forEach((statement, scale) -> ofChoices.put(statement, scale(scale)));
      case Findings.Ranked(var items) ->
          items.forEach((item, standing) -> ofChoices.put(item, standing(standing)));
      case Findings.Spread spread -> all.put("number", spread(spread));
      case Findings.Words(var said, var different) -> {
        all.put("words", entries(said, host, host));
        all.put("different", different);
      }
      case Findings.Texts(var said, var different) -> {
        all.put("texts", entries(said, true, host));
        all.put("different", different);
      }
    }
  }

  /// Members that belong to the whole.
  JsonObject all() {
    return all;
  }

  /// Members that belong to a choice; possibly none.
  JsonObject of(ChoiceId choice) {
    return ofChoices.getOrDefault(choice, new JsonObject());
  }

  private static JsonObject scale(Findings.Scale scale) {
    return new JsonObject()
        .put("steps", new JsonArray(scale.steps()))
        .put("people", scale.people())
        .put("mean", number(scale.mean()))
        .put("median", number(scale.median()));
  }

  private static JsonObject standing(Findings.Standing standing) {
    return new JsonObject()
        .put("places", new JsonArray(standing.places()))
        .put("unranked", standing.unranked())
        .put("points", number(standing.points()))
        .put("place", standing.place());
  }

  private static JsonObject spread(Findings.Spread spread) {
    JsonArray bins = new JsonArray();
    for (Findings.Bin each : spread.bins()) {
      bins.add(
          new JsonObject()
              .put("from", number(each.from()))
              .put("to", number(each.to()))
              .put("people", each.people()));
    }
    return new JsonObject()
        .put("least", number(spread.least()))
        .put("lower_quartile", number(spread.lowerQuartile()))
        .put("median", number(spread.median()))
        .put("upper_quartile", number(spread.upperQuartile()))
        .put("most", number(spread.most()))
        .put("mean", number(spread.mean()))
        .put("bins", bins);
  }

  private static JsonArray entries(List<Findings.Said> said, boolean ids, boolean states) {
    JsonArray entries = new JsonArray();
    for (Findings.Said each : said) {
      JsonObject entry = new JsonObject();
      if (ids) {
        entry.put("id", each.id().value());
      }
      entry.put("text", each.text()).put("people", each.people());
      if (each.state() == EntryState.LARGE) {
        entry.put("large", true);
      }
      if (states) {
        entry.put("state", each.state().word());
      }
      entries.add(entry);
    }
    return entries;
  }

  /// As people write it: neither zeros at the end nor an exponent.
  static @Nullable Object number(@Nullable BigDecimal value) {
    if (value == null) {
      return null;
    }
    BigDecimal bare = value.stripTrailingZeros();
    return bare.scale() <= 0 ? (Object) bare.longValueExact() : bare;
  }
}
