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
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.pollard.people.Quota;
import org.pollard.people.Slice;
import org.pollard.people.User;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Poll;
import org.pollard.poll.PollDraft;
import org.pollard.poll.PollDraft.DraftChoice;
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
  private static final PollText.Truth ENGLISH = new PollText.Truth("True", "False");
  private static final PollText.Truth GERMAN = new PollText.Truth("Wahr", "Falsch");

  private final HostedRooms hosted;
  private final PollStore store;
  private final Polls polls;

  ImportResource(HostedRooms hosted, PollStore store, Polls polls) {
    this.hosted = hosted;
    this.store = store;
    this.polls = polls;
  }

  /// What was pasted, and how its polls are asked.
  ///
  /// @param language `de`, or whatever else for English: of choices that a file does not name
  public record Pasted(
      @Nullable String text, @Nullable Boolean anonymous, @Nullable String language) {}

  /// What was read, before anything is stored.
  ///
  /// @param count how many polls stand there
  /// @param most how many are taken at once
  /// @param polls no more than that
  public record Preview(int count, int most, List<Read> polls) {}

  /// A poll as it was read.
  ///
  /// @param line where it begins
  /// @param flaw why it cannot be taken so; `none` when it can
  /// @param kind of the question
  public record Read(
      int line, String question, List<PollText.Line> choices, String flaw, String kind) {}

  /// How many polls it made.
  public record Made(int polls) {}

  @POST
  @Operation(hidden = true)
  public Made paste(
      @Context RoutingContext http, @PathParam("course") String id, @Nullable Pasted pasted) {
    HostedRooms.Hosted room = room(http, id);
    List<PollText> texts = read(pasted);
    refuseUnfit(texts);
    Quota.POLLS.check(store.pollsOf(room.user().id(), Slice.first(1)).total(), texts.size());
    boolean anonymous = pasted != null && Boolean.TRUE.equals(pasted.anonymous());
    texts.forEach(each -> make(room.user(), each, room.id().value(), anonymous));
    return new Made(texts.size());
  }

  @POST
  @Path("/preview")
  @Operation(hidden = true)
  public Preview preview(
      @Context RoutingContext http, @PathParam("course") String id, @Nullable Pasted pasted) {
    room(http, id);
    List<PollText> texts = read(pasted);
    return new Preview(
        texts.size(),
        MOST_POLLS,
        texts.stream()
            .limit(MOST_POLLS)
            .map(
                each ->
                    new Read(
                        each.line(),
                        each.question(),
                        each.choices(),
                        name(each.flaw()),
                        each.asks().kind().word()))
            .toList());
  }

  private HostedRooms.Hosted room(RoutingContext http, String id) {
    HostedRooms.Hosted room = hosted.room(http, id);
    if (!room.rights().update()) {
      throw WebProblem.NOT_ALLOWED.refusal();
    }
    return room;
  }

  private static List<PollText> read(@Nullable Pasted pasted) {
    if (pasted == null || pasted.text() == null) {
      throw WebProblem.BAD_REQUEST.refusal();
    }
    return PollText.read(pasted.text(), "de".equals(pasted.language()) ? GERMAN : ENGLISH);
  }

  private static void refuseUnfit(List<PollText> texts) {
    if (texts.isEmpty() || texts.size() > MOST_POLLS) {
      throw WebProblem.INVALID.refusal("There must be 1 to " + MOST_POLLS + " polls.");
    }
    for (PollText each : texts) {
      if (each.flaw() != PollText.Flaw.NONE) {
        throw WebProblem.INVALID.refusal(
            "Each poll must have a question and, below it, 2 to %d choices, of 1 to %d and 1 to %d characters, in plain text; the one in line %d (%s) has not: %s"
                .formatted(
                    Quota.CHOICES.most(),
                    PollText.LONGEST_QUESTION,
                    PollText.LONGEST_CHOICE,
                    each.line(),
                    name(each.flaw()),
                    each.question()));
      }
    }
  }

  private static String name(PollText.Flaw flaw) {
    return flaw.name().toLowerCase(Locale.ROOT);
  }

  private void make(User user, PollText text, long course, boolean anonymous) {
    Poll poll =
        polls.create(
            user.id(),
            new PollDraft(
                text.question(),
                null,
                text.asks(),
                text.choices().stream()
                    .map(each -> new DraftChoice(null, each.text(), each.correct()))
                    .toList()));
    var _ =
        polls.addSession(
            new PollStore.NewSession(
                poll.id(),
                new AudienceRef.InCourse(course, null),
                anonymous,
                ResultsVisibility.AFTER_VOTE,
                !anonymous));
  }
}
