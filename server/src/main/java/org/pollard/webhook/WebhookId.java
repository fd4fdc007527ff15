package org.pollard.webhook;

import java.util.UUID;

/// Names a webhook.
public record WebhookId(UUID value) {}
