package org.pollard.server;

import java.util.Optional;
import org.pollard.live.SessionPayloads;
import org.pollard.realtimekit.WebhookPayloads;
import org.pollard.webhook.Drawing;
import org.pollard.webhook.Happening;
import org.pollard.webhook.WebhookOwner;

/// Has the facade draw what happened whose words the owner of a webhook speaks.
record DrawingByOwner(WebhookPayloads apps, SessionPayloads courses) implements Drawing {

  @Override
  public Optional<String> draw(Happening happening) {
    return switch (happening.owner()) {
      case WebhookOwner.OfApp _ -> apps.draw(happening);
      case WebhookOwner.OfCourse _ -> courses.draw(happening);
    };
  }
}
