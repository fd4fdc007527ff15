package org.pollard.server;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import org.pollard.course.CourseAccess;
import org.pollard.live.RoomTeachers;
import org.pollard.live.SessionPayloads;
import org.pollard.people.SharedValues;
import org.pollard.realtimekit.WebhookPayloads;
import org.pollard.store.Database;
import org.pollard.store.webhook.OutboxRows;
import org.pollard.store.webhook.WebhookRows;
import org.pollard.webhook.DeliveryNetwork;
import org.pollard.webhook.Sender;
import org.pollard.webhook.SigningKey;
import org.pollard.webhook.WebhookStore;
import org.pollard.webhook.WebhookUrl;
import org.pollard.webhook.Webhooks;

/// Wires webhooks: who keeps them, who draws what they are told, and who sends it.
final class WebhookWiring {

  WebhookWiring() {}

  @Produces
  @Singleton
  WebhookStore webhookStore(Database database) {
    return new WebhookRows(database);
  }

  @Produces
  @Singleton
  Webhooks changingWebhooks(WebhookStore store, InstantSource clock) {
    return new Webhooks(store, clock);
  }

  @Produces
  @Singleton
  DeliveryNetwork deliveryNetwork(Settings settings) {
    return new DeliveryNetwork(settings.webhookPrivate());
  }

  @Produces
  @Singleton
  WebhookUrl webhookUrl(DeliveryNetwork network) {
    return new WebhookUrl(network);
  }

  @Produces
  @Singleton
  SigningKey webhookKey(SharedValues values) {
    return SigningKey.in(values);
  }

  @Produces
  @Singleton
  RoomTeachers roomTeachers(CourseAccess access) {
    return new CourseTeachers(access);
  }

  @Produces
  @Singleton
  Sender sender(
      Database database,
      WebhookPayloads apps,
      SessionPayloads courses,
      SigningKey key,
      DeliveryNetwork network,
      InstantSource clock) {
    return new Sender(
        new OutboxRows(database), new DrawingByOwner(apps, courses), key, network, clock);
  }

  void close(@Disposes Sender sender) {
    sender.close();
  }

  @Produces
  @Singleton
  Heart heartOfWebhooks(Sender sender) {
    return new Heart(() -> List.of(sender.pulse()));
  }
}
