package org.pollard.webhook;

/// Whose webhook it is, and of whose events it tells.
public sealed interface WebhookOwner {

  /// An app with its meetings.
  record OfApp(String app) implements WebhookOwner {}

  /// A course with its sections.
  record OfCourse(long course) implements WebhookOwner {}
}
