package org.pollard.web;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.people.PlainText;
import org.pollard.people.Quota;
import org.pollard.people.Slice;
import org.pollard.people.User;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Choice;
import org.pollard.poll.Poll;
import org.pollard.poll.PollId;
import org.pollard.poll.PollStore;
import org.pollard.poll.PollText;
import org.pollard.poll.Polls;
import org.pollard.poll.ResultsVisibility;

/// Makes polls of pasted lines, each with a closed session in the room.
@Path("/web/rooms/{course}/import")
@RunOnVirtualThread
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ImportResource {

  private static final int MOST_POLLS = 200;
  private static final int MOST_CHOICES = Quota.CHOICES.most();
  private static final int LONGEST = 255;

  private final HostedRooms hosted;
  private final PollStore store;
  private final Polls polls;

  ImportResource(HostedRooms hosted, PollStore store, Polls polls) {
    this.hosted = hosted;
    this.store = store;
    this.polls = polls;
  }

  /// What was pasted, and how its polls are asked.
  public record Pasted(@Nullable String text, @Nullable Boolean anonymous) {}

  /// How many polls it made.
  public record Made(int polls) {}

  @POST
  @Operation(hidden = true)
  public Made paste(
      @Context RoutingContext http, @PathParam("course") String id, @Nullable Pasted pasted) {
    HostedRooms.Hosted room = hosted.room(http, id);
    if (!room.rights().update()) {
      throw WebProblem.NOT_ALLOWED.refusal();
    }
    if (pasted == null || pasted.text() == null) {
      throw WebProblem.BAD_REQUEST.refusal();
    }
    List<PollText> texts = PollText.read(pasted.text());
    refuseUnfit(texts);
    Quota.POLLS.check(store.pollsOf(room.user().id(), Slice.first(1)).total(), texts.size());
    boolean anonymous = Boolean.TRUE.equals(pasted.anonymous());
    texts.forEach(each -> make(room.user(), each, room.id().value(), anonymous));
    return new Made(texts.size());
  }

  private static void refuseUnfit(List<PollText> texts) {
    if (texts.isEmpty() || texts.size() > MOST_POLLS) {
      throw WebProblem.INVALID.refusal("There must be 1 to " + MOST_POLLS + " polls.");
    }
    for (PollText each : texts) {
      boolean fits =
          fits(each.question())
              && each.choices().size() <= MOST_CHOICES
              && each.choices().stream().allMatch(choice -> fits(choice.text()));
      if (!fits || each.choices().size() < 2) {
        throw WebProblem.INVALID.refusal(
            "Each poll must have a question and, below it, 2 to "
                + MOST_CHOICES
                + " choices, of 1 to "
                + LONGEST
                + " characters each, in plain text; this one has not: "
                + each.question());
      }
    }
  }

  private static boolean fits(String text) {
    return !PlainText.looksEmpty(text) && text.length() <= LONGEST && PlainText.isText(text);
  }

  private void make(User user, PollText text, long course, boolean anonymous) {
    Poll poll =
        polls.createWithChoices(
            user.id(), text.question(), text.choices().stream().map(PollText.Line::text).toList());
    markCorrect(poll.id(), text);
    var _ =
        polls.addSession(
            new PollStore.NewSession(
                poll.id(),
                new AudienceRef.InCourse(course, null),
                anonymous,
                ResultsVisibility.AFTER_VOTE,
                !anonymous));
  }

  private void markCorrect(PollId poll, PollText text) {
    List<Choice> made = store.choicesOf(List.of(poll)).getOrDefault(poll, List.of());
    for (int i = 0; i < made.size(); i++) {
      Choice each = made.get(i);
      if (text.choices().get(i).correct()) {
        polls.change(
            poll,
            each.id(),
            now -> new Choice(now.id(), now.poll(), now.text(), now.position(), true));
      }
    }
  }
}
