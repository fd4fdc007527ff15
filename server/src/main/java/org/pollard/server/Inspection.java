package org.pollard.server;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A look at the machine with the eyes of a server that is about to start. Changes nothing.
///
/// @param problems what keeps it from starting, a sentence each
/// @param warnings what an operator may not want
/// @param facts what it would do
public record Inspection(List<String> problems, List<String> warnings, List<String> facts) {

  private static final long LITTLE_SPACE = 1024L * 1024 * 1024;
  private static final Duration SOON = Duration.ofDays(30);

  public Inspection {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
    facts = List.copyOf(facts);
  }

  /// Looks around.
  public static Inspection of(Settings settings) {
    Looking looking = new Looking(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    boolean runs = looking.atFolder(settings.dataDir());
    looking.atPort("HTTP", settings.httpHost(), settings.httpPort(), runs);
    Integer https = settings.httpsPort();
    if (https != null) {
      looking.atPort("HTTPS", settings.httpHost(), https, runs);
    }
    looking.atCertificate(settings.tlsCert());
    looking.atReach(settings);
    looking.atProxies(settings.trustedProxies());
    looking.atSettingsFile();
    return new Inspection(looking.problems, looking.warnings, looking.facts);
  }

  private record Looking(List<String> problems, List<String> warnings, List<String> facts) {

    /// Whether a server runs there already.
    boolean atFolder(Path folder) {
      if (!Files.exists(folder)) {
        Path parent = folder;
        while (parent != null && !Files.exists(parent)) {
          parent = parent.getParent();
        }
        if (parent == null || !Files.isWritable(parent)) {
          problems.add("The data folder " + folder + " is missing and cannot be made.");
        } else {
          facts.add("The data folder " + folder + " would be made.");
        }
        return false;
      }
      if (!Files.isWritable(folder)) {
        problems.add("The data folder " + folder + " cannot be written.");
        return false;
      }
      atSpace(folder);
      if (DataFolder.isHeld(folder)) {
        facts.add("A server runs on " + folder + " at this moment.");
        return true;
      }
      facts.add("The data folder is " + folder + ".");
      return false;
    }

    private void atSpace(Path folder) {
      try {
        long left = Files.getFileStore(folder).getUsableSpace();
        if (left < LITTLE_SPACE) {
          warnings.add("The disk of %s has %d MB left.".formatted(folder, left / 1_000_000));
        }
      } catch (IOException _) {
        // Where the root is another one than the machine's, its disks cannot be told.
      }
    }

    void atPort(String what, String host, int port, boolean runs) {
      if (port == 0) {
        facts.add(what + " on a free port of " + host + ".");
        return;
      }
      try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getByName(host))) {
        facts.add(what + " on " + host + ":" + port + ".");
      } catch (IOException e) {
        if (runs) {
          facts.add(what + " on " + host + ":" + port + ", in use as it should be.");
        } else {
          problems.add(
              what + " cannot listen on " + host + ":" + port + ": " + e.getMessage() + ".");
        }
      }
    }

    void atCertificate(@Nullable Path file) {
      if (file == null) {
        return;
      }
      try (var in = Files.newInputStream(file)) {
        X509Certificate certificate =
            (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .findFirst()
                    .orElseThrow(() -> new CertificateException("it holds no certificate"));
        Instant end = certificate.getNotAfter().toInstant();
        if (end.isBefore(Instant.now())) {
          problems.add("The certificate " + file + " ended at " + end + ".");
        } else if (end.isBefore(Instant.now().plus(SOON))) {
          warnings.add("The certificate " + file + " ends at " + end + ".");
        } else {
          facts.add("The certificate " + file + " is good until " + end + ".");
        }
      } catch (IOException | CertificateException e) {
        problems.add("The certificate " + file + " cannot be read: " + e.getMessage() + ".");
      }
    }

    void atReach(Settings settings) {
      if (settings.publicUrl() != null) {
        facts.add("Links begin with " + settings.publicUrl() + ".");
      } else {
        List<String> others = new NetworkReach(settings, settings::httpPort).others();
        facts.add(
            others.isEmpty()
                ? "No other device reaches this server."
                : "Other devices reach it at " + String.join(", ", others) + ".");
      }
    }

    /// A server starts all the same, since a proxy may come after it.
    void atProxies(List<String> trusted) {
      for (String each : trusted) {
        try {
          var _ = InetAddress.getAllByName(each.replaceFirst("/\\d+$", ""));
        } catch (UnknownHostException _) {
          warnings.add(
              "POLLARD_TRUSTED_PROXIES: '%s' is no address that is known here, and what it forwards would not count."
                  .formatted(each));
        }
      }
    }

    void atSettingsFile() {
      Path file = SettingsFile.file(System.getenv(), new ArrayList<>());
      if (file == null) {
        return;
      }
      facts.add("Settings of " + file + " count where the environment says nothing.");
      try {
        Set<PosixFilePermission> may = Files.getPosixFilePermissions(file);
        if (may.contains(PosixFilePermission.OTHERS_READ) && holdsSecrets(file)) {
          warnings.add("Everybody on this machine can read the secrets in " + file + ".");
        }
      } catch (IOException | UnsupportedOperationException _) {
        // Who may read it cannot be told here.
      }
    }

    private static boolean holdsSecrets(Path file) throws IOException {
      java.util.Properties read = new java.util.Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        read.load(reader);
      }
      return Map.copyOf(read).keySet().stream()
          .map(Object::toString)
          .anyMatch(name -> name.endsWith("_TOKEN") || name.endsWith("_URL"));
    }
  }
}
