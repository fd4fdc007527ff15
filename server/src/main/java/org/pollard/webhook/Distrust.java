package org.pollard.webhook;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Reads off an exception what is wrong with a receiver's certificate, since who looks after a
/// webhook can do something about each of these, and not about "TLS".
final class Distrust {

  private Distrust() {}

  static Answer.Fault fault(SSLException broken) {
    boolean certificate = false;
    for (@Nullable Throwable each = broken; each != null; each = each.getCause()) {
      if (isOutOfDate(each)) {
        return Answer.Fault.EXPIRED_CERTIFICATE;
      }
      if (each instanceof CertPathBuilderException || each instanceof CertPathValidatorException) {
        return Answer.Fault.UNTRUSTED_CERTIFICATE;
      }
      certificate |= each instanceof CertificateException;
    }
    // The path is judged before the name, and what is wrong with that has a cause.
    return certificate ? Answer.Fault.OTHER_CERTIFICATE : Answer.Fault.TLS;
  }

  private static boolean isOutOfDate(Throwable fault) {
    return fault instanceof CertificateExpiredException
        || fault instanceof CertificateNotYetValidException
        || (fault instanceof CertPathValidatorException path
            && (path.getReason() == BasicReason.EXPIRED
                || path.getReason() == BasicReason.NOT_YET_VALID));
  }
}
