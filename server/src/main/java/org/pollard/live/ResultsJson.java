package org.pollard.live;

import static org.pollard.live.Shape.Content.Plain.DECIMAL;
import static org.pollard.live.Shape.Content.Plain.TEXT;
import static org.pollard.live.Shape.Content.Plain.WHOLE;
import static org.pollard.live.Shape.Content.Plain.YES_OR_NO;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pollard.live.Shape.Content;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.EntryState;
import org.pollard.poll.Findings;

/// What people see of results, as members of JSON. Immutable.
final class ResultsJson {

  private static final Shape<Long> VOTES = Shape.<Long>of().has("votes", WHOLE, n -> n);

  private static final Shape<Findings.Scale> SCALE =
      Shape.<Findings.Scale>of()
          .has("steps", new Content.Many(WHOLE), Findings.Scale::steps)
          .has("people", WHOLE, Findings.Scale::people)
          .hasOrNull("mean", DECIMAL, Findings.Scale::mean)
          .hasOrNull("median", DECIMAL, Findings.Scale::median);

  private static final Shape<Findings.Scale> RATING =
      Shape.<Findings.Scale>of().hasMade("rating", SCALE, scale -> scale);

  private static final Shape<Findings.Standing> STANDING =
      Shape.<Findings.Standing>of()
          .has("places", new Content.Many(WHOLE), Findings.Standing::places)
          .has("unranked", WHOLE, Findings.Standing::unranked)
          .hasOrNull("points", DECIMAL, Findings.Standing::points)
          .hasOrNull("place", WHOLE, Findings.Standing::place);

  private static final Shape<Findings.Bin> BIN =
      Shape.<Findings.Bin>of()
          .has("from", DECIMAL, Findings.Bin::from)
          .has("to", DECIMAL, Findings.Bin::to)
          .has("people", WHOLE, Findings.Bin::people);

  private static final Shape<Findings.Spread> SPREAD =
      Shape.<Findings.Spread>of()
          .hasOrNull("least", DECIMAL, Findings.Spread::least)
          .hasOrNull("lower_quartile", DECIMAL, Findings.Spread::lowerQuartile)
          .hasOrNull("median", DECIMAL, Findings.Spread::median)
          .hasOrNull("upper_quartile", DECIMAL, Findings.Spread::upperQuartile)
          .hasOrNull("most", DECIMAL, Findings.Spread::most)
          .hasOrNull("mean", DECIMAL, Findings.Spread::mean)
          .hasMany("bins", BIN, Findings.Spread::bins);

  private static final Shape<Findings.Spread> NUMBER =
      Shape.<Findings.Spread>of().hasMade("number", SPREAD, spread -> spread);

  /// What was written, with what hosts moderate it by.
  ///
  /// @param id whether it is told
  private record Written(Findings.Said said, boolean id, boolean host) {}

  private static final Shape<Written> ENTRY =
      Shape.<Written>of()
          .mayHave("id", WHOLE, each -> each.id ? each.said.id().value() : null)
          .has("text", TEXT, each -> each.said.text())
          .has("people", WHOLE, each -> each.said.people())
          .mayHave("large", YES_OR_NO, each -> each.said.state() == EntryState.LARGE ? true : null)
          .mayHave("state", states(), each -> each.host ? each.said.state().word() : null);

  private static final Shape<Found> WORDS =
      Shape.<Found>of()
          .hasMany("words", ENTRY, found -> found.entries(found.host))
          .has("different", WHOLE, Found::different);

  private static final Shape<Found> TEXTS =
      Shape.<Found>of()
          .hasMany("texts", ENTRY, found -> found.entries(true))
          .has("different", WHOLE, Found::different);

  /// Entries that were found.
  private record Found(List<Findings.Said> said, long different, boolean host) {

    List<Written> entries(boolean ids) {
      return said.stream().map(each -> new Written(each, ids, host)).toList();
    }
  }

  /// Those of which a choice has one.
  static final List<Shape<?>> OF_CHOICES = List.of(VOTES, SCALE, STANDING);

  /// Those of which the whole has one.
  static final List<Shape<?>> OF_ALL = List.of(VOTES, RATING, NUMBER, WORDS, TEXTS);

  private final JsonObject all;
  private final Map<ChoiceId, JsonObject> ofChoices = new HashMap<>();

  /// @param host whether entries have their ids and states, by which hosts moderate them
  ResultsJson(Findings findings, boolean host) {
    all =
        switch (findings) {
          case Findings.Votes(var votes, var sum) -> {
            votes.forEach((choice, n) -> ofChoices.put(choice, VOTES.draw(n)));
            yield VOTES.draw(sum);
          }
          case Findings.Rated(var scale) -> RATING.draw(scale);
          case Findings.Statements(var scales) -> {
            scales.forEach((statement, scale) -> ofChoices.put(statement, SCALE.draw(scale)));
            yield new JsonObject();
          }
          case Findings.Ranked(var items) -> {
            items.forEach((item, standing) -> ofChoices.put(item, STANDING.draw(standing)));
            yield new JsonObject();
          }
          case Findings.Spread spread -> NUMBER.draw(spread);
          case Findings.Words(var said, var different) ->
              WORDS.draw(new Found(said, different, host));
          case Findings.Texts(var said, var different) ->
              TEXTS.draw(new Found(said, different, host));
        };
  }

  /// Members that belong to the whole.
  JsonObject all() {
    return all;
  }

  /// Members that belong to a choice; possibly none.
  JsonObject of(ChoiceId choice) {
    return ofChoices.getOrDefault(choice, new JsonObject());
  }

  /// What hosts say of an entry.
  static Content states() {
    return new Content.Word(
        Arrays.stream(EntryState.values()).map(EntryState::word).distinct().toList());
  }
}
