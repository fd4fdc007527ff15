package org.pollard.live;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.pollard.edge.Arrival;
import org.pollard.edge.Witness;
import org.pollard.people.AuditEvent;
import org.pollard.people.PeopleStore;
import org.pollard.people.Quota;
import org.pollard.people.VoterId;
import org.pollard.webhook.Delivery;
import org.pollard.webhook.Webhook;
import org.pollard.webhook.WebhookEvent;
import org.pollard.webhook.WebhookId;
import org.pollard.webhook.WebhookOwner.OfCourse;
import org.pollard.webhook.WebhookUrl;
import org.pollard.webhook.WebhookWish;
import org.pollard.webhook.Webhooks;

/// `/live/rooms/{course}/webhooks`: where the teachers of a course have its sessions told. Others
/// hear that they may not before they hear whether there is one. Thread-safe; works on virtual
/// threads.
@ApplicationScoped
class LiveWebhooks {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final Later later;
  private final RoomTeachers teachers;
  private final Webhooks webhooks;
  private final WebhookUrl rule;
  private final PeopleStore people;
  private final Witness witness;

  LiveWebhooks(
      Later later,
      RoomTeachers teachers,
      Webhooks webhooks,
      WebhookUrl rule,
      PeopleStore people,
      Witness witness) {
    this.later = later;
    this.teachers = teachers;
    this.webhooks = webhooks;
    this.rule = rule;
    this.people = people;
    this.witness = witness;
  }

  void list(RoutingContext http, VoterId teacher) {
    OfCourse course = course(http);
    teaching(
        http,
        course,
        teacher,
        () -> {
          JsonArray all = new JsonArray();
          webhooks.of(course).forEach(each -> all.add(draw(each)));
          return json(http, 200, new JsonObject().put("webhooks", all));
        });
  }

  void create(RoutingContext http, VoterId teacher, Buffer body) {
    OfCourse course = course(http);
    teaching(
        http,
        course,
        teacher,
        () -> {
          WebhookGiven given = WebhookGiven.of(body.toJsonObject(), true, rule);
          Webhook made = webhooks.add(course, given.over(new WebhookWish("", "", List.of(), true)));
          note(http, teacher, made, "made");
          return json(http, 201, draw(made));
        });
  }

  void change(RoutingContext http, VoterId teacher, Buffer body) {
    one(
        http,
        teacher,
        known -> {
          WebhookGiven given = WebhookGiven.of(body.toJsonObject(), false, rule);
          Optional<Webhook> changed = webhooks.change(known.id(), given::over);
          changed.ifPresent(each -> note(http, teacher, each, "changed"));
          return changed.map(each -> json(http, 200, draw(each))).orElseGet(() -> gone(http));
        });
  }

  void remove(RoutingContext http, VoterId teacher) {
    one(
        http,
        teacher,
        known -> {
          webhooks.remove(known.id()).ifPresent(each -> note(http, teacher, each, "deleted"));
          return () -> {
            var _ = http.response().setStatusCode(204).end();
          };
        });
  }

  /// The newest first.
  void deliveries(RoutingContext http, VoterId teacher) {
    one(
        http,
        teacher,
        known -> {
          JsonArray all = new JsonArray();
          webhooks.deliveries(known.id()).forEach(each -> all.add(draw(each)));
          return json(http, 200, new JsonObject().put("deliveries", all));
        });
  }

  private static OfCourse course(RoutingContext http) {
    return new OfCourse(Arrival.id(http, "course"));
  }

  /// Something that is done with one of a course's webhooks.
  private interface WithWebhook {
    Runnable go(Webhook known);
  }

  private void one(RoutingContext http, VoterId teacher, WithWebhook call) {
    OfCourse course = course(http);
    String id = String.valueOf(http.pathParam("id")).toLowerCase(Locale.ROOT);
    teaching(
        http,
        course,
        teacher,
        () ->
            Optional.of(id)
                .filter(each -> UUID_FORM.matcher(each).matches())
                .flatMap(each -> webhooks.find(course, new WebhookId(UUID.fromString(each))))
                .map(call::go)
                .orElseGet(() -> gone(http)));
  }

  private void teaching(
      RoutingContext http, OfCourse course, VoterId person, Supplier<Runnable> call) {
    later.answer(
        http,
        () ->
            switch (teachers.standing(course.course(), person)) {
              case TEACHES -> judged(http, call);
              case SEES -> () -> LiveErrors.DENIED.answer(http);
              case NOBODY -> gone(http);
            });
  }

  private static Runnable judged(RoutingContext http, Supplier<Runnable> call) {
    try {
      return call.get();
    } catch (DecodeException | ClassCastException e) {
      return () -> LiveErrors.BAD_REQUEST.answer(http, "The body must be a JSON object.");
    } catch (Quota.Reached e) {
      return () -> LiveErrors.QUOTA.answer(http, e.sentence());
    } catch (IllegalArgumentException e) {
      return () -> LiveErrors.INVALID.answer(http, String.valueOf(e.getMessage()));
    }
  }

  private static Runnable gone(RoutingContext http) {
    return () -> LiveErrors.NOT_FOUND.answer(http);
  }

  private static Runnable json(RoutingContext http, int status, JsonObject body) {
    return () -> {
      http.response()
          .setStatusCode(status)
          .putHeader("Content-Type", "application/json")
          .putHeader("Cache-Control", "no-store");
      var _ = http.response().end(body.toBuffer());
    };
  }

  /// Without the address, which may hold a secret.
  private void note(RoutingContext http, VoterId teacher, Webhook webhook, String how) {
    witness.note(
        http,
        AuditEvent.WEBHOOK_CHANGED,
        people.user(teacher).orElse(null),
        "webhook %s of course %d was %s"
            .formatted(webhook.id().value(), ((OfCourse) webhook.owner()).course(), how));
  }

  private static JsonObject draw(Webhook webhook) {
    return new JsonObject()
        .put("id", webhook.id().value().toString())
        .put("name", webhook.name())
        .put("url", webhook.url())
        .put("events", new JsonArray(webhook.events().stream().map(WebhookEvent::word).toList()))
        .put("enabled", webhook.enabled())
        .put("created_at", webhook.createdAt().toString())
        .put("updated_at", webhook.updatedAt().toString());
  }

  private static JsonObject draw(Delivery delivery) {
    return new JsonObject()
        .put("uuid", delivery.uuid())
        .put("event", delivery.event().word())
        .put("state", delivery.state().word())
        .put("at", delivery.at().toString())
        .put("attempts", delivery.attempts())
        .put("status", delivery.status())
        .put("fault", delivery.faultWord())
        .put("tried_at", delivery.triedAt() == null ? null : delivery.triedAt().toString())
        .put("next_at", delivery.nextAt() == null ? null : delivery.nextAt().toString());
  }
}
