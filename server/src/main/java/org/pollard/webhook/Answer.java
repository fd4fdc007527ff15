package org.pollard.webhook;

/// What a receiver said to an attempt.
sealed interface Answer {

  /// A status, whichever.
  record Status(int code) implements Answer {}

  /// Nothing: it could not be reached, or said nothing that could be read.
  record None(Fault fault) implements Answer {}

  /// Why there was no answer.
  enum Fault {
    UNKNOWN_HOST,
    /// Every address of the name is one that webhooks do not go to.
    FORBIDDEN_ADDRESS,
    CANNOT_CONNECT,
    TOO_SLOW,
    /// Nobody who is trusted here vouches for the certificate.
    UNTRUSTED_CERTIFICATE,
    /// The certificate is of the past, or not valid yet.
    EXPIRED_CERTIFICATE,
    /// The certificate is one for other names.
    OTHER_CERTIFICATE,
    /// No secure connection comes about, for whichever other reason.
    TLS,
    BROKEN_OFF,
    NO_HTTP
  }
}
