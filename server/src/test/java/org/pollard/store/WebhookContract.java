package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pollard.meeting.App;
import org.pollard.meeting.Joining;
import org.pollard.meeting.Meeting;
import org.pollard.meeting.MeetingPoll;
import org.pollard.meeting.Participant;
import org.pollard.people.Quota;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.Choice;
import org.pollard.poll.Poll;
import org.pollard.poll.PollSession;
import org.pollard.store.webhook.OutboxRows;
import org.pollard.store.webhook.WebhookRows;
import org.pollard.webhook.Delivery;
import org.pollard.webhook.Happening;
import org.pollard.webhook.Outbox;
import org.pollard.webhook.Outbox.Attempt;
import org.pollard.webhook.Outbox.Leased;
import org.pollard.webhook.Webhook;
import org.pollard.webhook.WebhookEvent;
import org.pollard.webhook.WebhookId;
import org.pollard.webhook.WebhookOwner;
import org.pollard.webhook.WebhookOwner.OfApp;
import org.pollard.webhook.WebhookOwner.OfCourse;
import org.pollard.webhook.WebhookStore;
import org.pollard.webhook.WebhookWish;

/// What happened is written with it, and told to whoever wants it, once.
abstract class WebhookContract extends MeetingSessionParts {

  private static final Duration LEASE = Duration.ofMinutes(1);

  private WebhookStore webhooks() {
    return new WebhookRows(database());
  }

  private Outbox outbox() {
    return new OutboxRows(database());
  }

  private Webhook webhook(WebhookOwner owner, WebhookEvent... events) {
    Webhook made =
        new Webhook(
            new WebhookId(UUID.randomUUID()),
            owner,
            "Hook",
            "https://example.org/hook",
            Arrays.asList(events),
            true,
            NOW,
            NOW);
    webhooks().add(made);
    return made;
  }

  private static OfCourse ofCourse(AudienceRef audience) {
    return new OfCourse(((AudienceRef.InCourse) audience).courseId());
  }

  /// What happened to this owner and nobody has drawn, oldest first.
  private List<Happening> happened(WebhookOwner owner) {
    return outbox().toDraw(Integer.MAX_VALUE).stream()
        .filter(each -> each.owner().equals(owner))
        .toList();
  }

  private void drawAll(WebhookOwner owner, String body, Instant now) {
    happened(owner).forEach(each -> outbox().drawn(each, body, now));
  }

  @Test
  void a_webhook_comes_back_as_it_was_made_changed_and_removed() {
    OfCourse owner = new OfCourse(course().id().value());
    Webhook made = webhook(owner, WebhookEvent.SESSION_CLOSED, WebhookEvent.SESSION_OPENED);

    assertThat(webhooks().of(owner)).containsExactly(made);
    assertThat(webhooks().webhook(made.id())).contains(made);

    Instant later = NOW.plusSeconds(5);
    Optional<Webhook> changed =
        webhooks()
            .change(
                made.id(),
                now ->
                    new WebhookWish(
                        "Other", now.url(), List.of(WebhookEvent.SESSION_OPENED), false),
                later);

    assertThat(changed)
        .contains(
            new Webhook(
                made.id(),
                owner,
                "Other",
                made.url(),
                List.of(WebhookEvent.SESSION_OPENED),
                false,
                NOW,
                later));
    assertThat(webhooks().of(owner)).containsExactly(changed.orElseThrow());
    assertThat(webhooks().remove(made.id())).isEqualTo(changed);
    assertThat(webhooks().remove(made.id())).isEmpty();
    assertThat(webhooks().change(made.id(), now -> now, later)).isEmpty();
    assertThat(webhooks().of(owner)).isEmpty();
  }

  @Test
  void many_who_add_at_once_get_no_more_than_the_quota() throws Exception {
    OfCourse owner = new OfCourse(course().id().value());
    int most = Quota.COURSE_WEBHOOKS.most();
    ConcurrentLinkedQueue<Quota.Reached> refused = new ConcurrentLinkedQueue<>();

    atOnce(
        most + 3,
        _ -> {
          try {
            webhook(owner, WebhookEvent.SESSION_OPENED);
          } catch (Quota.Reached e) {
            refused.add(e);
          }
        });

    assertThat(refused).hasSize(3);
    assertThat(webhooks().of(owner)).hasSize(most);
    OfApp app = new OfApp(app().id().value());
    for (int i = 0; i < Quota.APP_WEBHOOKS.most(); i++) {
      webhook(app, WebhookEvent.MEETING_STARTED);
    }
    assertThatThrownBy(() -> webhook(app, WebhookEvent.MEETING_STARTED))
        .isInstanceOf(Quota.Reached.class);
    assertThat(webhooks().ofApps(Integer.MAX_VALUE)).contains(webhooks().of(app).getFirst());
  }

  @Test
  void opening_and_closing_is_written_with_the_votes_of_that_moment() {
    Poll poll = poll();
    Choice yes = choice(poll, "Yes");
    choice(poll, "No");
    AudienceRef audience = wholeCourse();
    OfCourse owner = ofCourse(audience);
    webhook(owner, WebhookEvent.SESSION_OPENED, WebhookEvent.SESSION_CLOSED);
    PollSession session = session(poll, audience, true);

    votes().setOpen(session.id(), true);
    votes().setOpen(session.id(), true);
    cast(session, voter(), yes);
    votes().setOpen(session.id(), false);

    List<Happening> happened = happened(owner);
    assertThat(happened)
        .extracting(Happening::event)
        .containsExactly(WebhookEvent.SESSION_OPENED, WebhookEvent.SESSION_CLOSED);
    assertThat(happened.getLast().counts()).isEqualTo(Map.of(yes.id().value(), 1L));
    assertThat(happened.getLast().session()).isEqualTo(session.id().value());
    assertThat(happened.getFirst().counts()).isEmpty();
  }

  @Test
  void what_nobody_wants_is_not_written() {
    Poll poll = poll();
    AudienceRef audience = wholeCourse();
    OfCourse owner = ofCourse(audience);
    Webhook off = webhook(owner, WebhookEvent.SESSION_OPENED);
    webhooks()
        .change(off.id(), now -> new WebhookWish(now.name(), now.url(), now.events(), false), NOW);
    webhook(owner, WebhookEvent.SESSION_CLOSED);
    PollSession session = session(poll, audience, false);

    votes().setOpen(session.id(), true);

    assertThat(happened(owner)).isEmpty();
  }

  @Test
  void a_meeting_is_written_from_its_start_to_its_end() {
    App app = app();
    OfApp owner = new OfApp(app.id().value());
    webhook(
        owner,
        WebhookEvent.MEETING_STARTED,
        WebhookEvent.PARTICIPANT_JOINED,
        WebhookEvent.PARTICIPANT_LEFT,
        WebhookEvent.POLL_CREATED,
        WebhookEvent.MEETING_ENDED,
        WebhookEvent.POLL_RESULTS);
    Meeting meeting = meeting(app);
    Participant ada = participant(app, meeting, "ada");

    Joining.Joined in = in(ada, "a1", NOW);
    in(ada, "a1", NOW.plusSeconds(1));
    PollSession asked = asked(app, in);
    leave(in, NOW.plusSeconds(2));
    in(ada, "a1", NOW.plusSeconds(3));
    leave(in, NOW.plusSeconds(4));
    endDue(meeting, NOW.plusSeconds(4).plus(KEEP_ALIVE));

    List<Happening> happened = happened(owner);
    assertThat(happened)
        .extracting(Happening::event)
        .as("who is taken over has not joined again, who comes back has")
        .containsExactly(
            WebhookEvent.MEETING_STARTED,
            WebhookEvent.PARTICIPANT_JOINED,
            WebhookEvent.POLL_CREATED,
            WebhookEvent.PARTICIPANT_LEFT,
            WebhookEvent.PARTICIPANT_JOINED,
            WebhookEvent.PARTICIPANT_LEFT,
            WebhookEvent.MEETING_ENDED,
            WebhookEvent.POLL_RESULTS);
    assertThat(happened)
        .allSatisfy(each -> assertThat(each.meetingSession()).isEqualTo(in.session().id().value()));
    assertThat(happened.get(1).peer()).isEqualTo("a1");
    assertThat(happened.get(5).at()).isEqualTo(NOW.plusSeconds(4));
    assertThat(happened.get(6).byHost()).isFalse();
    assertThat(happened.getLast().session()).isEqualTo(asked.id().value());
  }

  @Test
  void a_meeting_that_everybody_was_put_out_of_was_ended_by_its_host() {
    App app = app();
    OfApp owner = new OfApp(app.id().value());
    webhook(owner, WebhookEvent.MEETING_ENDED, WebhookEvent.PARTICIPANT_LEFT);
    Meeting meeting = meeting(app);
    Joining.Joined in = in(participant(app, meeting, "ada"), "a1", NOW);

    meetingSessions().kick(in.session().id(), null, NOW.plusSeconds(1));
    endDue(meeting, NOW.plusSeconds(1).plus(KEEP_ALIVE));

    assertThat(happened(owner))
        .extracting(Happening::event, Happening::byHost)
        .containsExactly(
            tuple(WebhookEvent.PARTICIPANT_LEFT, false), tuple(WebhookEvent.MEETING_ENDED, true));
  }

  private PollSession asked(App app, Joining.Joined in) {
    Poll poll = polls().addPollWithChoices(app.owner(), "Q?", List.of("A", "B"), NOW);
    PollSession session =
        session(poll, new AudienceRef.InMeetingSession(in.session().id().value()), false);
    meetingSessions().addPoll(new MeetingPoll(session.id(), null, "App"));
    return votes().setOpen(session.id(), true).orElseThrow();
  }

  @Test
  void what_was_drawn_goes_to_each_webhook_that_wants_it_and_to_no_other() {
    OfCourse owner = new OfCourse(course().id().value());
    Webhook one = webhook(owner, WebhookEvent.SESSION_OPENED);
    Webhook two = webhook(owner, WebhookEvent.SESSION_OPENED, WebhookEvent.SESSION_CLOSED);
    Webhook three = webhook(owner, WebhookEvent.SESSION_CLOSED);
    open(owner);
    Happening opened = happened(owner).getFirst();

    outbox().drawn(opened, "{\"a\":1}", NOW);
    outbox().drawn(opened, "{\"a\":2}", NOW);

    assertThat(happened(owner)).isEmpty();
    assertThat(leased(one, NOW).orElseThrow().body()).isEqualTo("{\"a\":1}");
    assertThat(leased(two, NOW).orElseThrow().uuid())
        .isNotEqualTo(deliveries(one).getFirst().uuid());
    assertThat(leased(three, NOW)).isEmpty();
    assertThat(leased(one, NOW)).as("somebody has it").isEmpty();
    assertThat(leased(one, NOW.plus(LEASE))).as("who had it is gone").isPresent();
  }

  @Test
  void what_is_gone_before_it_was_drawn_is_told_to_nobody() {
    OfCourse owner = new OfCourse(course().id().value());
    Webhook webhook = webhook(owner, WebhookEvent.SESSION_OPENED);
    PollSession first = open(owner);
    PollSession second = open(owner);
    outbox().drawn(happened(owner).getFirst(), null, NOW);
    drawAll(owner, "{}", NOW);

    assertThat(deliveries(webhook)).hasSize(1);
    polls().deleteSession(second.id());
    polls().deleteSession(first.id());

    assertThat(deliveries(webhook)).isEmpty();
    assertThat(leased(webhook, NOW)).isEmpty();
  }

  @Test
  void many_who_want_to_send_the_same_get_it_once() throws Exception {
    OfCourse owner = new OfCourse(course().id().value());
    Webhook webhook = webhook(owner, WebhookEvent.SESSION_OPENED);
    open(owner);
    drawAll(owner, "{}", NOW);
    ConcurrentLinkedQueue<Leased> leased = new ConcurrentLinkedQueue<>();

    atOnce(8, _ -> leased(webhook, NOW).ifPresent(leased::add));

    assertThat(leased).hasSize(1);
  }

  @Test
  void an_attempt_that_failed_is_due_again_later_with_the_same_id() {
    OfCourse owner = new OfCourse(course().id().value());
    Webhook webhook = webhook(owner, WebhookEvent.SESSION_OPENED);
    open(owner);
    drawAll(owner, "{}", NOW);
    Leased first = leased(webhook, NOW).orElseThrow();
    Instant next = NOW.plusSeconds(4);

    settle(first, Delivery.State.WAITING, 500, null, next, NOW);

    assertThat(deliveries(webhook))
        .containsExactly(
            new Delivery(
                first.uuid(),
                WebhookEvent.SESSION_OPENED,
                Delivery.State.WAITING,
                1,
                deliveries(webhook).getFirst().at(),
                NOW,
                next,
                500,
                null));
    assertThat(waits(webhook, next.minusMillis(1))).isFalse();
    assertThat(waits(webhook, next)).isTrue();
    Leased second = leased(webhook, next).orElseThrow();
    assertThat(second.uuid()).isEqualTo(first.uuid());
    assertThat(second.attempts()).isEqualTo(1);
    assertThat(second.failures()).isEqualTo(1);

    settle(second, Delivery.State.DELIVERED, 204, null, null, null);

    assertThat(deliveries(webhook).getFirst().state()).isEqualTo(Delivery.State.DELIVERED);
    assertThat(deliveries(webhook).getFirst().nextAt()).isNull();
    assertThat(waits(webhook, next.plus(Duration.ofDays(1)))).isFalse();
    assertThat(bodies(owner)).as("nobody waits for what it said").isZero();
  }

  @Test
  void a_webhook_that_rests_is_left_alone_until_it_resumes_or_is_changed() {
    OfCourse owner = new OfCourse(course().id().value());
    Webhook webhook = webhook(owner, WebhookEvent.SESSION_OPENED);
    open(owner);
    open(owner);
    drawAll(owner, "{}", NOW);
    settle(
        leased(webhook, NOW).orElseThrow(),
        Delivery.State.WAITING,
        null,
        "TOO_SLOW",
        NOW.plusSeconds(1),
        NOW.plusSeconds(60));

    assertThat(leased(webhook, NOW.plusSeconds(59))).isEmpty();
    assertThat(waits(webhook, NOW.plusSeconds(59))).isFalse();
    assertThat(waits(webhook, NOW.plusSeconds(60))).isTrue();
    webhooks().change(webhook.id(), now -> now, NOW);
    assertThat(leased(webhook, NOW.plusSeconds(2))).isPresent();
  }

  /// Else those of the slowest would hide all others.
  @Test
  void whatever_waits_is_seen_however_much_that_is() {
    List<Webhook> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      OfCourse owner = new OfCourse(course().id().value());
      for (int j = 0; j < 5; j++) {
        many.add(webhook(owner, WebhookEvent.SESSION_OPENED));
      }
      open(owner);
      drawAll(owner, "{}", NOW);
    }

    assertThat(many).allSatisfy(each -> assertThat(waits(each, NOW)).isTrue());
  }

  @Test
  void who_comes_back_after_the_lease_has_ended_settles_nothing() {
    OfCourse owner = new OfCourse(course().id().value());
    Webhook webhook = webhook(owner, WebhookEvent.SESSION_OPENED);
    open(owner);
    drawAll(owner, "{}", NOW);
    Leased slow = leased(webhook, NOW).orElseThrow();
    Leased next = leased(webhook, NOW.plus(LEASE)).orElseThrow();

    settle(slow, Delivery.State.REFUSED, 404, null, null, null);
    assertThat(deliveries(webhook).getFirst().state()).isEqualTo(Delivery.State.WAITING);

    settle(next, Delivery.State.DELIVERED, 200, null, null, null);
    assertThat(deliveries(webhook).getFirst().state()).isEqualTo(Delivery.State.DELIVERED);
  }

  @Test
  void what_is_old_is_given_up_and_forgotten_and_of_the_rest_the_newest_stay() {
    OfCourse owner = new OfCourse(course().id().value());
    Webhook webhook = webhook(owner, WebhookEvent.SESSION_OPENED);
    for (int i = 0; i < 4; i++) {
      open(owner);
    }
    drawAll(owner, "{}", NOW);

    assertThat(outbox().giveUp(NOW)).isZero();
    assertThat(outbox().giveUp(NOW.plusMillis(1))).isPositive();
    assertThat(deliveries(webhook))
        .hasSize(4)
        .allSatisfy(each -> assertThat(each.state()).isEqualTo(Delivery.State.GIVEN_UP));
    List<String> newest = deliveries(webhook).stream().limit(2).map(Delivery::uuid).toList();

    outbox().forget(Instant.EPOCH, 2);
    assertThat(deliveries(webhook)).extracting(Delivery::uuid).isEqualTo(newest);

    outbox().forget(Instant.now().plusSeconds(60), 2);
    assertThat(deliveries(webhook)).isEmpty();
  }

  private PollSession open(OfCourse owner) {
    PollSession session = session(poll(), new AudienceRef.InCourse(owner.course(), null), false);
    return votes().setOpen(session.id(), true).orElseThrow();
  }

  private Optional<Leased> leased(Webhook webhook, Instant now) {
    return outbox().lease(webhook.id(), now, LEASE);
  }

  private boolean waits(Webhook webhook, Instant now) {
    return outbox().waiting(now).stream().anyMatch(each -> each.webhook().equals(webhook.id()));
  }

  private List<Delivery> deliveries(Webhook webhook) {
    return webhooks().deliveries(webhook.id(), 100);
  }

  private void settle(
      Leased leased,
      Delivery.State state,
      @Nullable Integer status,
      @Nullable String fault,
      @Nullable Instant next,
      @Nullable Instant resumes) {
    outbox().settle(new Attempt(leased, state, status, fault, NOW, next, resumes));
  }

  private long bodies(OfCourse owner) {
    return database()
        .read(
            handle ->
                handle
                    .createQuery("SELECT count(body) FROM webhook_event WHERE course_id = :course")
                    .bind("course", owner.course())
                    .mapTo(long.class)
                    .one());
  }
}
