package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.text.Normalizer;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.edge.Arrival;
import org.pollard.people.PlainText;
import org.pollard.people.Secrets;
import org.pollard.people.User;
import org.pollard.poll.Audience;
import org.pollard.poll.Changes;
import org.pollard.poll.ChoiceId;
import org.pollard.poll.Picture;
import org.pollard.poll.PictureStore;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollRights;
import org.pollard.poll.PollStore;
import org.pollard.poll.Wording;
import org.pollard.web.logo.SmallImage;

/// The image of a question or of one of its choices, given and taken by whoever may change the
/// poll, as long as nobody has answered.
@Path("/web/polls/{id}/picture")
@RunOnVirtualThread
public class PictureResource {

  private static final int LARGEST = 1024 * 1024;
  private static final int MOST_PIXELS = 4_096;
  private static final int NAME_LENGTH = 24;

  private final PollStore polls;
  private final PictureStore pictures;
  private final Audience audience;
  private final Changes changes;
  private final Secrets secrets;

  PictureResource(
      PollStore polls, PictureStore pictures, Audience audience, Changes changes, Secrets secrets) {
    this.polls = polls;
    this.pictures = pictures;
    this.audience = audience;
    this.changes = changes;
    this.secrets = secrets;
  }

  /// What a body is said to be counts for nothing.
  ///
  /// @param choice with which the image stands; absent: with the question
  /// @param alt what it shows
  @PUT
  @Operation(hidden = true)
  public void put(
      @Context RoutingContext http,
      @PathParam("id") String id,
      @QueryParam("choice") @Nullable String choice,
      @QueryParam("alt") @Nullable String alt) {
    PollId poll = changed(http, id);
    Buffer body = http.body().buffer();
    byte[] sent = body == null ? new byte[0] : body.getBytes();
    SmallImage image =
        SmallImage.read(sent, LARGEST, MOST_PIXELS).orElseThrow(WebProblem.PICTURE::refusal);
    String name = secrets.make().substring(0, NAME_LENGTH);
    Picture picture =
        new Picture(poll, of(choice), name, shows(alt), image.width(), image.height());
    done(poll, pictures.put(picture, new PictureStore.Content(image.type(), image.bytes())));
  }

  @DELETE
  @Operation(hidden = true)
  public void remove(
      @Context RoutingContext http,
      @PathParam("id") String id,
      @QueryParam("choice") @Nullable String choice) {
    PollId poll = changed(http, id);
    done(poll, pictures.remove(poll, of(choice)));
  }

  private void done(PollId poll, PictureStore.Placing placing) {
    switch (placing) {
      case DONE -> changes.pollChanged(poll);
      case GONE -> throw WebProblem.NOT_FOUND.refusal();
      case HAS_VOTES -> throw WebProblem.ANSWERED.refusal();
    }
  }

  private static @Nullable ChoiceId of(@Nullable String choice) {
    return choice == null ? null : new ChoiceId(Arrival.idOf(choice));
  }

  private static String shows(@Nullable String alt) {
    String text = alt == null ? "" : Normalizer.normalize(alt.strip(), Normalizer.Form.NFC);
    if (!PlainText.isText(text)
        || PlainText.looksEmpty(text)
        || Wording.length(text) > Picture.LONGEST_ALT) {
      throw WebProblem.ALT.refusal();
    }
    return text;
  }

  /// To who may not even read the poll it is not there.
  private PollId changed(RoutingContext http, String id) {
    User user = Visitor.of(http).signedIn();
    Poll poll = polls.poll(new PollId(Arrival.idOf(id))).orElseThrow(WebProblem.NOT_FOUND::refusal);
    PollRights rights =
        PollRights.of(
            poll,
            user.id(),
            polls.audiencesOf(List.of(poll.id())).getOrDefault(poll.id(), List.of()),
            audience);
    if (!rights.everywhere()) {
      throw (rights.read() ? WebProblem.NOT_ALLOWED : WebProblem.NOT_FOUND).refusal();
    }
    return poll.id();
  }
}
