package org.pollard.people;

/// What is written into the audit log.
public enum AuditEvent {
  SIGNED_IN,
  SIGN_IN_REFUSED,
  SIGNED_OUT,
  TOKEN_MADE,
  TOKEN_REVOKED,
  RIGHTS_CHANGED,
  EXPORTED,
  PASSWORD_CHANGED,
  PASSWORD_RESET,
  WEBHOOK_CHANGED
}
