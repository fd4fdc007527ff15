package org.pollard.live;

import static org.pollard.live.Shape.Content.Plain.ANYTHING;
import static org.pollard.live.Shape.Content.Plain.TEXT;
import static org.pollard.live.Shape.Content.Plain.WHOLE;
import static org.pollard.live.Shape.Content.Plain.YES_OR_NO;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pollard.live.Shape.Content;
import org.pollard.poll.Choice;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Kind;
import org.pollard.poll.Picture;
import org.pollard.poll.Poll;

/// A poll as its hosts read it.
///
/// @param sessions those of the room that is asked about
record PollJson(Poll poll, List<Choice> choices, List<Picture> pictures, List<Long> sessions) {

  static final Content KIND =
      new Content.Word(Arrays.stream(Kind.values()).map(Kind::word).toList());

  /// An image that stands with a question or a choice.
  static final Shape<Picture> IMAGE =
      Shape.<Picture>of()
          .has("url", TEXT, each -> "/web/pictures/" + each.name())
          .has("alt", TEXT, Picture::alt)
          .has("width", WHOLE, Picture::width)
          .has("height", WHOLE, Picture::height);

  private static final Shape<Drafted> CHOICE =
      Shape.<Drafted>of()
          .has("id", WHOLE, each -> each.choice.id().value())
          .has("text", TEXT, each -> each.choice.text())
          .has("correct", YES_OR_NO, each -> each.choice.correct())
          .mayHaveMade("image", IMAGE, Drafted::picture);

  static final Shape<PollJson> SHAPE =
      Shape.<PollJson>of()
          .has("id", WHOLE, each -> each.poll.id().value())
          .has("kind", KIND, each -> each.poll.asks().kind().word())
          .has("question", TEXT, each -> each.poll.question())
          .hasOrNull("description", TEXT, each -> each.poll.description())
          .hasMany("choices", CHOICE, PollJson::drafted)
          .has("settings", ANYTHING, PollJson::settings)
          .has("created_at", TEXT, each -> each.poll.createdAt().toString())
          .mayHaveMade("image", IMAGE, each -> picture(each.pictures, null));

  static final Shape<PollJson> OF_ROOM =
      SHAPE.has("sessions", new Content.Many(WHOLE), PollJson::sessions);

  private record Drafted(Choice choice, @Nullable Picture picture) {}

  private List<Drafted> drafted() {
    return choices.stream().map(each -> new Drafted(each, picture(pictures, each.id()))).toList();
  }

  private Map<String, ? extends @Nullable Object> settings() {
    return poll.asks().settings(choices.size());
  }

  /// @param of null: the question
  static @Nullable Picture picture(List<Picture> all, @Nullable ChoiceId of) {
    return all.stream().filter(each -> Objects.equals(each.choice(), of)).findFirst().orElse(null);
  }
}
