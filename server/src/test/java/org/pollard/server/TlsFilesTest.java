package org.pollard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String HOST = "rtk.localhost";

  @TempDir Path folder;

  @Test
  void what_is_made_once_is_kept() throws Exception {
    TlsFiles first = prepare(HOST, NOW);
    String certificate = Files.readString(first.certificate());

    TlsFiles again = prepare(HOST, NOW.plus(Duration.ofDays(100)));

    assertThat(Files.readString(again.certificate())).isEqualTo(certificate);
    assertThat(names(again))
        .containsExactlyInAnyOrder(
            HOST, "api." + HOST, "socket-edge." + HOST, "localhost", "127.0.0.1");
    for (Path secret : List.of(first.key(), folder.resolve("tls/ca.key"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void a_certificate_that_runs_out_is_renewed_by_the_same_authority() throws Exception {
    String authority = Files.readString(authority(prepare(HOST, NOW)));
    Instant later = NOW.plus(Duration.ofDays(800));

    TlsFiles renewed = prepare(HOST, later);

    assertThat(Files.readString(authority(renewed))).isEqualTo(authority);
    assertThat(read(renewed.certificate()).getNotAfter().toInstant())
        .isAfter(later.plus(Duration.ofDays(365)));
  }

  @Test
  void another_host_gets_an_authority_and_a_certificate_of_its_own() throws Exception {
    String authority = Files.readString(authority(prepare(HOST, NOW)));

    TlsFiles other = prepare("rtk.example.org", NOW);

    assertThat(Files.readString(authority(other))).isNotEqualTo(authority);
    assertThat(names(other)).contains("api.rtk.example.org").doesNotContain("api." + HOST);
  }

  @Test
  void a_damaged_file_is_made_anew() throws Exception {
    TlsFiles files = prepare(HOST, NOW);
    Files.writeString(files.key(), "damaged");

    assertThat(Files.readString(prepare(HOST, NOW).key())).contains("PRIVATE KEY");
  }

  @Test
  void the_authority_can_vouch_for_nobody_else() throws Exception {
    OwnCertificates own = new OwnCertificates(NOW);
    OwnCertificates.Keyed authority = own.authority(HOST);

    X509Certificate ours = own.certificate(HOST, authority).certificate();
    X509Certificate others = own.certificate("bank.example", authority).certificate();

    assertThatCode(() -> vouch(authority.certificate(), ours)).doesNotThrowAnyException();
    assertThatThrownBy(() -> vouch(authority.certificate(), others))
        .isInstanceOf(NameConstraintValidatorException.class);
  }

  private TlsFiles prepare(String host, Instant now) {
    Settings.Read read =
        Settings.read(
            Map.of("POLLARD_DATA_DIR", folder.toString(), "POLLARD_REALTIMEKIT_HOST", host));
    return switch (read) {
      case Settings.Read.Ok(Settings settings) -> TlsFiles.prepare(settings, now);
      case Settings.Read.Refused(var problems) -> throw new AssertionError(problems);
    };
  }

  private Path authority(TlsFiles files) {
    assertThat(files.authority()).isNotNull();
    return folder.resolve("tls/ca.pem");
  }

  private static List<String> names(TlsFiles files) throws Exception {
    return read(files.certificate()).getSubjectAlternativeNames().stream()
        .map(each -> String.valueOf(each.get(1)))
        .toList();
  }

  private static X509Certificate read(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  /// Whether the authority's constraints permit every name of the certificate.
  private static void vouch(X509Certificate authority, X509Certificate certificate)
      throws Exception {
    PKIXNameConstraintValidator validator = new PKIXNameConstraintValidator();
    validator.intersectPermittedSubtree(
        NameConstraints.getInstance(
                new JcaX509CertificateHolder(authority)
                    .getExtension(Extension.nameConstraints)
                    .getParsedValue())
            .getPermittedSubtrees());
    for (GeneralName name :
        GeneralNames.fromExtensions(
                new JcaX509CertificateHolder(certificate).getExtensions(),
                Extension.subjectAlternativeName)
            .getNames()) {
      validator.checkPermitted(name);
    }
  }
}
