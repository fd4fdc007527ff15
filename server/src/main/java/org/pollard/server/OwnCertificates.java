package org.pollard.server;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/// Makes certificates for local use: an authority that can vouch for the given names and nothing
/// else (RFC 5280, 4.2.1.10), so that trusting it is safe, and a certificate for them.
final class OwnCertificates {

  private static final Duration AUTHORITY_LASTS = Duration.ofDays(3_650);

  /// Longer ones are refused by Apple's systems.
  private static final Duration CERTIFICATE_LASTS = Duration.ofDays(820);

  private static final Duration BACK_DATED = Duration.ofHours(1);
  private static final String LOOPBACK = "127.0.0.1";
  private static final String SIGNATURE = "SHA256withECDSA";

  private final Instant now;
  private final SecureRandom random = new SecureRandom();

  /// A key with what vouches for it.
  record Keyed(PrivateKey key, X509Certificate certificate) {}

  OwnCertificates(Instant now) {
    this.now = now;
  }

  /// @param host for which and for whose subdomains it may vouch, beside this machine itself
  Keyed authority(String host) {
    try {
      KeyPair pair = pair();
      X500Name name = new X500Name("CN=Pollard local authority for " + host);
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      X509v3CertificateBuilder builder =
          builder(name, name, pair.getPublic(), AUTHORITY_LASTS)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
              .addExtension(
                  Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
              .addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  extensions.createSubjectKeyIdentifier(pair.getPublic()))
              .addExtension(Extension.nameConstraints, true, only(host));
      return new Keyed(pair.getPrivate(), signed(builder, pair.getPrivate()));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("cannot make a certificate authority", e);
    }
  }

  /// A certificate for the host, the names that RealtimeKit's clients call below it, and this
  /// machine.
  Keyed certificate(String host, Keyed authority) {
    try {
      KeyPair pair = pair();
      JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
      X509v3CertificateBuilder builder =
          builder(
                  X500Name.getInstance(
                      authority.certificate.getSubjectX500Principal().getEncoded()),
                  new X500Name("CN=" + host),
                  pair.getPublic(),
                  CERTIFICATE_LASTS)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  extensions.createAuthorityKeyIdentifier(authority.certificate))
              .addExtension(Extension.subjectAlternativeName, false, names(host));
      return new Keyed(pair.getPrivate(), signed(builder, authority.key));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("cannot make a certificate for " + host, e);
    }
  }

  /// A key as a PEM text (PKCS #8).
  static String pem(PrivateKey key) {
    return pem(new PemObject("PRIVATE KEY", key.getEncoded()));
  }

  /// Certificates as a PEM text, in this order.
  static String pem(X509Certificate... chain) {
    return pem((Object[]) chain);
  }

  private static String pem(Object... parts) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object part : parts) {
        writer.writeObject(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /// What a certificate for this host has to name.
  static List<String> dnsNames(String host) {
    List<String> names =
        new ArrayList<>(List.of(host, "api." + host, "socket-edge." + host, "localhost"));
    return names.stream().distinct().toList();
  }

  private static GeneralNames names(String host) {
    List<GeneralName> names = new ArrayList<>();
    dnsNames(host).forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
    names.add(new GeneralName(GeneralName.iPAddress, LOOPBACK));
    return new GeneralNames(names.toArray(GeneralName[]::new));
  }

  private static NameConstraints only(String host) {
    GeneralSubtree[] permitted = {
      new GeneralSubtree(new GeneralName(GeneralName.dNSName, host)),
      new GeneralSubtree(new GeneralName(GeneralName.dNSName, "localhost")),
      new GeneralSubtree(new GeneralName(GeneralName.iPAddress, LOOPBACK + "/32")),
    };
    return new NameConstraints(permitted, null);
  }

  private X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Duration lasts) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(127, random).setBit(0),
        Date.from(now.minus(BACK_DATED)),
        Date.from(now.plus(lasts)),
        subject,
        key);
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
  }

  private static KeyPair pair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }
}
