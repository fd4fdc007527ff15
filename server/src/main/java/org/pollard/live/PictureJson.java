package org.pollard.live;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Picture;

/// Says which image stands with a question or a choice.
final class PictureJson {

  private PictureJson() {}

  /// @param of null: the question
  static void put(JsonObject json, List<Picture> pictures, @Nullable ChoiceId of) {
    for (Picture each : pictures) {
      if (Objects.equals(each.choice(), of)) {
        json.put(
            "image",
            new JsonObject()
                .put("url", "/web/pictures/" + each.name())
                .put("alt", each.alt())
                .put("width", each.width())
                .put("height", each.height()));
      }
    }
  }
}
