package org.pollard.live;

import static org.pollard.live.Shape.Content.Plain.ANYTHING;
import static org.pollard.live.Shape.Content.Plain.DECIMAL;
import static org.pollard.live.Shape.Content.Plain.TEXT;
import static org.pollard.live.Shape.Content.Plain.WHOLE;
import static org.pollard.live.Shape.Content.Plain.YES_OR_NO;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pollard.live.Shape.Content;
import org.pollard.poll.Answer;
import org.pollard.poll.ChoiceId;

/// An answer as the member of a vote that it came as.
final class AnswerJson {

  private static final Content IDS = new Content.Many(WHOLE);

  private static final Shape<Answer.SingleChoice> CHOICE =
      Shape.<Answer.SingleChoice>of().has("choice", WHOLE, each -> each.choice().value());
  private static final Shape<Answer.SeveralChoices> CHOICES =
      Shape.<Answer.SeveralChoices>of().has("choices", IDS, each -> ids(each.choices()));
  private static final Shape<Answer.Rating> RATING =
      Shape.<Answer.Rating>of().has("rating", WHOLE, Answer.Rating::step);
  private static final Shape<Answer.Ratings> RATINGS =
      Shape.<Answer.Ratings>of().has("ratings", ANYTHING, each -> steps(each.steps()));
  private static final Shape<Answer.Ranking> RANKING =
      Shape.<Answer.Ranking>of().has("ranking", IDS, each -> ids(each.items()));
  private static final Shape<Answer.Numeric> NUMBER =
      Shape.<Answer.Numeric>of().has("number", DECIMAL, Answer.Numeric::value);
  private static final Shape<Answer.Words> WORDS =
      Shape.<Answer.Words>of().has("words", new Content.Many(TEXT), Answer.Words::words);
  private static final Shape<Answer.Text> TEXT_ITSELF =
      Shape.<Answer.Text>of().has("text", TEXT, Answer.Text::text);
  private static final Shape<Answer.Abstention> ABSTENTION =
      Shape.<Answer.Abstention>of().has("abstain", YES_OR_NO, _ -> true);

  static final List<Shape<?>> ALL =
      List.of(CHOICE, CHOICES, RATING, RATINGS, RANKING, NUMBER, WORDS, TEXT_ITSELF, ABSTENTION);

  static final Shape<Answer> SHAPE = Shape.<Answer>of().hasOneOf(ALL, AnswerJson::draw);

  private AnswerJson() {}

  static JsonObject draw(Answer answer) {
    return switch (answer) {
      case Answer.SingleChoice choice -> CHOICE.draw(choice);
      case Answer.SeveralChoices choices -> CHOICES.draw(choices);
      case Answer.Rating rating -> RATING.draw(rating);
      case Answer.Ratings ratings -> RATINGS.draw(ratings);
      case Answer.Ranking ranking -> RANKING.draw(ranking);
      case Answer.Numeric number -> NUMBER.draw(number);
      case Answer.Words words -> WORDS.draw(words);
      case Answer.Text text -> TEXT_ITSELF.draw(text);
      case Answer.Abstention abstention -> ABSTENTION.draw(abstention);
    };
  }

  private static List<Long> ids(List<ChoiceId> ids) {
    return ids.stream().map(ChoiceId::value).toList();
  }

  private static Map<Long, Integer> steps(Map<ChoiceId, Integer> steps) {
    return steps.entrySet().stream()
        .collect(Collectors.toMap(each -> each.getKey().value(), Map.Entry::getValue));
  }
}
