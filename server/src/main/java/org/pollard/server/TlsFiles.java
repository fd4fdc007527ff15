package org.pollard.server;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/// The PEM files of the TLS listener.
///
/// @param certificate with its chain
/// @param key of that certificate
/// @param authority to be trusted by whoever visits; null when an operator brought the certificate
record TlsFiles(Path certificate, Path key, @Nullable Path authority) {

  private static final Duration RENEWED_BEFORE = Duration.ofDays(30);

  /// Those that the operator named, else those in the data folder, made when they are missing, name
  /// another host, or run out soon. The authority stays as long as it can, since people trust it.
  static TlsFiles prepare(Settings settings, Instant now) {
    if (settings.tlsCert() != null && settings.tlsKey() != null) {
      return new TlsFiles(settings.tlsCert(), settings.tlsKey(), null);
    }
    Path folder = settings.dataDir().resolve("tls");
    TlsFiles files =
        new TlsFiles(
            folder.resolve("server.pem"), folder.resolve("server.key"), folder.resolve("ca.pem"));
    try {
      files.make(folder, settings.realtimeKitHost(), now);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep certificates in " + folder, e);
    }
    return files;
  }

  private void make(Path folder, String host, Instant now) throws IOException {
    Path authorityKey = folder.resolve("ca.key");
    Path authorityFile = folder.resolve("ca.pem");
    OwnCertificates own = new OwnCertificates(now);
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    OwnCertificates.Keyed trusted = read(authorityFile, authorityKey).orElse(null);
    boolean vouches =
        trusted != null
            && lasts(trusted.certificate(), now)
            && trusted.certificate().getSubjectX500Principal().getName().endsWith(" " + host);
    if (trusted == null || !vouches) {
      trusted = own.authority(host);
      write(authorityKey, OwnCertificates.pem(trusted.key()));
      write(authorityFile, OwnCertificates.pem(trusted.certificate()));
    }
    OwnCertificates.Keyed served = read(certificate, key).orElse(null);
    if (served == null
        || !lasts(served.certificate(), now)
        || !names(served.certificate()).containsAll(OwnCertificates.dnsNames(host))
        || !signedBy(served.certificate(), trusted.certificate())) {
      OwnCertificates.Keyed fresh = own.certificate(host, trusted);
      write(key, OwnCertificates.pem(fresh.key()));
      write(certificate, OwnCertificates.pem(fresh.certificate(), trusted.certificate()));
    }
  }

  private static boolean lasts(X509Certificate certificate, Instant now) {
    return certificate.getNotAfter().toInstant().isAfter(now.plus(RENEWED_BEFORE));
  }

  private static boolean signedBy(X509Certificate certificate, X509Certificate authority) {
    try {
      certificate.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Set<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? Set.of()
          : names.stream().map(each -> String.valueOf(each.get(1))).collect(Collectors.toSet());
    } catch (CertificateParsingException e) {
      return Set.of();
    }
  }

  /// Empty when one of them is missing or cannot be read: then they are made anew.
  private static Optional<OwnCertificates.Keyed> read(Path certificate, Path key) {
    if (!Files.exists(certificate) || !Files.exists(key)) {
      return Optional.empty();
    }
    try (PEMParser certificates = parser(certificate);
        PEMParser keys = parser(key)) {
      Object first = certificates.readObject();
      PrivateKey secret = privateKey(keys.readObject());
      return first instanceof X509CertificateHolder holder && secret != null
          ? Optional.of(
              new OwnCertificates.Keyed(
                  secret, new JcaX509CertificateConverter().getCertificate(holder)))
          : Optional.empty();
    } catch (IOException | CertificateException e) {
      return Optional.empty();
    }
  }

  private static PEMParser parser(Path file) throws IOException {
    Reader reader = Files.newBufferedReader(file);
    return new PEMParser(reader);
  }

  private static @Nullable PrivateKey privateKey(@Nullable Object parsed) throws IOException {
    return parsed instanceof PrivateKeyInfo info
        ? new JcaPEMKeyConverter().getPrivateKey(info)
        : null;
  }

  /// Readable by the owner only, and whole or not at all.
  private static void write(Path file, String text) throws IOException {
    Set<PosixFilePermission> secret = PosixFilePermissions.fromString("rw-------");
    Path fresh =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "new",
            ".pem",
            PosixFilePermissions.asFileAttribute(secret));
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
