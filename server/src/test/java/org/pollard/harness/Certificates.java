package org.pollard.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// An authority for one test, and what it vouches for. Immutable.
public final class Certificates {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final KeyPair authority;
  private final X509Certificate root;

  private Certificates(KeyPair authority, X509Certificate root) {
    this.authority = authority;
    this.root = root;
  }

  public static Certificates ofANewAuthority() {
    try {
      KeyPair pair = pair();
      Instant now = Instant.now();
      X509v3CertificateBuilder builder =
          builder(pair, "CN=Tests", now.minus(Duration.ofDays(9)), now.plus(Duration.ofDays(9)))
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      return new Certificates(pair, signed(builder, pair));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What a server needs that is called by these names, now.
  public SSLContext serverFor(String... dnsNames) {
    return serverUntil(Instant.now().plus(Duration.ofDays(1)), dnsNames);
  }

  /// The same with an end.
  public SSLContext serverUntil(Instant end, String... dnsNames) {
    try {
      KeyPair pair = pair();
      GeneralName[] names =
          Arrays.stream(dnsNames)
              .map(each -> new GeneralName(GeneralName.dNSName, each))
              .toArray(GeneralName[]::new);
      X509v3CertificateBuilder builder =
          builder(pair, "CN=Receiver", end.minus(Duration.ofDays(2)), end)
              .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      KeyStore keys = empty();
      Certificate[] chain = {signed(builder, authority), root};
      keys.setKeyEntry("key", pair.getPrivate(), PASSWORD, chain);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What a client needs that trusts this authority and no other.
  public SSLContext trusting() {
    try {
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Options of a JVM that trusts this authority and no other.
  ///
  /// @param file where its trust store goes
  public String[] trustedBy(Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      trusted().store(out, PASSWORD);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
    return new String[] {
      "-Djavax.net.ssl.trustStore=" + file,
      "-Djavax.net.ssl.trustStorePassword=" + String.valueOf(PASSWORD)
    };
  }

  private KeyStore trusted() throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setCertificateEntry("root", root);
    return store;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    return store;
  }

  private static X509v3CertificateBuilder builder(
      KeyPair pair, String subject, Instant start, Instant end) {
    return new JcaX509v3CertificateBuilder(
        new X500Name("CN=Tests"),
        BigInteger.valueOf(System.nanoTime()),
        Date.from(start),
        Date.from(end),
        new X500Name(subject),
        pair.getPublic());
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, KeyPair by)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate())));
  }

  private static KeyPair pair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }
}
