package org.pollard.live;

import static org.pollard.live.Shape.Content.Plain.ANYTHING;
import static org.pollard.live.Shape.Content.Plain.TEXT;
import static org.pollard.live.Shape.Content.Plain.WHOLE;
import static org.pollard.live.Shape.Content.Plain.YES_OR_NO;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pollard.live.Shape.Content;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Correction;
import org.pollard.poll.Picture;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.poll.ResultsVisibility;
import org.pollard.poll.SessionState;

/// A poll session in one view.
///
/// @param version as the view tells it
/// @param counted how many answered and abstained; null where that is hidden
/// @param results null likewise
record SnapshotJson(
    PollSession session,
    Poll poll,
    List<Choice> choices,
    List<Picture> pictures,
    List<Correction> corrections,
    View view,
    long version,
    @Nullable Counted counted,
    @Nullable ResultsJson results) {

  /// How many answered, abstentions included, and how many of those abstained.
  record Counted(long people, long abstained) {}

  private static final Shape<Counted> COUNTED =
      Shape.<Counted>of()
          .has("people", WHOLE, Counted::people)
          .has("abstained", WHOLE, Counted::abstained);

  /// Why results are hidden: some see them as soon as they have voted.
  private static final Shape<PollSession> HIDDEN =
      Shape.<PollSession>of()
          .has("results_when", words(ResultsVisibility.values()), each -> word(each.visibility()));

  private static final Shape<Seen> CHOICE =
      Shape.<Seen>of()
          .has("id", WHOLE, each -> each.choice.id().value())
          .has("text", TEXT, each -> each.choice.text())
          .mayHaveMade("image", PollJson.IMAGE, Seen::picture)
          .hasOneOf(ResultsJson.OF_CHOICES, Seen::results)
          .mayHave("correct", YES_OR_NO, Seen::correct)
          .mayHave("was", new Content.Many(TEXT), Seen::was);

  static final Shape<SnapshotJson> SHAPE =
      Shape.<SnapshotJson>of()
          .has("session", WHOLE, each -> each.session.id().value())
          .has("version", WHOLE, SnapshotJson::version)
          .has("poll", WHOLE, each -> each.session.poll().value())
          .has("kind", PollJson.KIND, each -> each.poll.asks().kind().word())
          .has("question", TEXT, each -> each.poll.question())
          .has("settings", ANYTHING, SnapshotJson::settings)
          .has("state", words(SessionState.values()), each -> word(each.session.state()))
          .has("open", YES_OR_NO, each -> each.session.open())
          .has("anonymous", YES_OR_NO, each -> each.session.anonymous())
          .has("changeable", YES_OR_NO, each -> each.session.changeable())
          .has("voted", YES_OR_NO, each -> each.view.voted())
          .has(
              "results",
              new Content.Word(List.of("shown", "hidden")),
              each -> each.view.results() ? "shown" : "hidden")
          .hasMany("choices", CHOICE, SnapshotJson::seen)
          .hasOneOf(
              List.of(COUNTED, HIDDEN),
              each -> each.counted == null ? HIDDEN.draw(each.session) : COUNTED.draw(each.counted))
          .hasOneOf(ResultsJson.OF_ALL, each -> each.results == null ? null : each.results.all())
          .mayHaveMade("image", PollJson.IMAGE, each -> PollJson.picture(each.pictures, null))
          .mayHave(
              "question_was",
              new Content.Many(TEXT),
              each -> each.before(null, each.poll.question()));

  /// A choice in that view.
  private record Seen(SnapshotJson in, Choice choice) {

    @Nullable Picture picture() {
      return PollJson.picture(in.pictures, choice.id());
    }

    @Nullable JsonObject results() {
      return in.results == null ? null : in.results.of(choice.id());
    }

    @Nullable Boolean correct() {
      boolean told = in.session.showsCorrect() && in.poll.asks().marksChoices();
      return told ? choice.correct() : null;
    }

    @Nullable List<String> was() {
      return in.before(choice.id(), choice.text());
    }
  }

  private List<Seen> seen() {
    return choices.stream().map(each -> new Seen(this, each)).toList();
  }

  /// What an answer takes; what is right is among it once everybody is told.
  private Map<String, @Nullable Object> settings() {
    Map<String, @Nullable Object> settings =
        new LinkedHashMap<>(poll.asks().settings(choices.size()));
    if (!session.showsCorrect()) {
      poll.asks().key().forEach(settings::remove);
    }
    return settings;
  }

  /// What a text said before, oldest first; null where that was nothing else.
  private @Nullable List<String> before(@Nullable ChoiceId of, String now) {
    List<String> before =
        corrections.stream()
            .filter(each -> Objects.equals(each.choice(), of) && !each.text().equals(now))
            .map(Correction::text)
            .distinct()
            .toList();
    return before.isEmpty() ? null : before;
  }

  private static Content words(Enum<?>[] all) {
    return new Content.Word(Arrays.stream(all).map(SnapshotJson::word).toList());
  }

  private static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}
